import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lambda gives a function its share of a processor anew every 20 ms. */
const PERIOD_US = 20_000

const ROOT = '/sys/fs/cgroup'

/** A group of processes that together get a share of one processor. */
export interface Quota {
  enter(processId: number): void
  close(): void
}

/** How a kernel is told the share: by version 1 of control groups, or by version 2. */
const versions = {
  1: {
    folder: join(ROOT, 'cpu'),
    isThere: () => existsSync(join(ROOT, 'cpu', 'cpu.cfs_quota_us')),
    limit: (group: string, quotaUs: number): void => {
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US))
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quotaUs))
    },
  },
  2: {
    folder: ROOT,
    isThere: () =>
      existsSync(join(ROOT, 'cgroup.controllers')) &&
      readFileSync(join(ROOT, 'cgroup.controllers'), 'utf8').split(/\s/).includes('cpu'),
    limit: (group: string, quotaUs: number): void => {
      writeFileSync(join(ROOT, 'cgroup.subtree_control'), '+cpu')
      writeFileSync(join(group, 'cpu.max'), `${quotaUs} ${PERIOD_US}`)
    },
  },
} as const

/** Makes a group with this share of one processor; `undefined` where the machine does not let us. */
export const openQuota = (share: number): Quota | undefined => {
  const version = Object.values(versions).find(({ isThere }) => isThere())
  if (version === undefined) return undefined
  const group = join(version.folder, `bench-${process.pid}-${Math.round(share * 1_000)}`)
  try {
    mkdirSync(group)
    version.limit(group, Math.round(PERIOD_US * share))
  } catch {
    if (existsSync(group)) rmdirSync(group)
    return undefined
  }
  return {
    enter: (processId) => writeFileSync(join(group, 'cgroup.procs'), String(processId)),
    close: () => rmdirSync(group),
  }
}
