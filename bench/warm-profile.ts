import { Session, type Profiler } from 'node:inspector/promises'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const SAMPLED_EVERY_MICROSECONDS = 250

/** What a source file belongs to; the first that fits counts. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/@aws-sdk|@smithy|@aws\/|outside\/(?:signing-hash|collected)\.ts$/, "the SDK's client"],
  [/\/zod\//, 'zod'],
  [/\/@middy\//, 'middy'],
  [/table\/(?:canonical-json|sha256)\.ts$/, "hashes of our code's"],
  [/functions\/edge\/log\.ts$/, 'log'],
  [/^(?:shared|functions)\//, 'our other code'],
]

/** The source file of each line of a bundle that is not minified: the bundler names it above its code. */
const sourcesOf = (bundle: string): readonly string[] => {
  let present = ''
  return readFileSync(bundle, 'utf8')
    .split('\n')
    .map((line) => (present = /^\/\/ (\S+\.(?:ts|js|json))$/.exec(line)?.[1] ?? present))
}

const profileOf = async (run: () => Promise<void>): Promise<Profiler.Profile> => {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_MICROSECONDS })
    await session.post('Profiler.start')
    await run()
    return (await session.post('Profiler.stop')).profile
  } finally {
    session.disconnect()
  }
}

/** The shares of a warm run of a bundle that is not minified, in percent, greatest first; what Node does is counted for who called it. */
export const sharesOf = async (
  bundle: string,
  run: () => Promise<void>,
): Promise<readonly (readonly [group: string, percent: string])[]> => {
  const sources = sourcesOf(bundle)
  const { nodes, samples = [], timeDeltas = [] } = await profileOf(run)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  const groupOf = (id: number | undefined): string | undefined => {
    const node = id === undefined ? undefined : byId.get(id)
    if (!node) return 'network and the rest of Node'
    const { url, functionName, lineNumber } = node.callFrame
    if (functionName === '(idle)') return undefined
    if (functionName === '(garbage collector)') return 'garbage collection'
    const source = basename(url) === basename(bundle) ? (sources[lineNumber] ?? '') : ''
    return GROUPS.find(([files]) => files.test(source))?.[1] ?? groupOf(parents.get(node.id))
  }
  const taken = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const group = groupOf(id)
    if (group !== undefined) taken.set(group, (taken.get(group) ?? 0) + (timeDeltas[index] ?? 0))
  }
  const all = [...taken.values()].reduce((sum, time) => sum + time, 0)
  return [...taken]
    .sort(([, one], [, other]) => other - one)
    .map(([group, time]) => [group, `${((100 * time) / all).toFixed(0)} %`])
}
