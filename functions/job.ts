import type { Context } from 'aws-lambda'
import { programmeTime } from '../shared/clock/programme-clock.ts'
import { clockRecord } from '../shared/clock/records.ts'
import type { Job } from '../shared/kernel/job.ts'
import type { Actor } from '../shared/table/audit.ts'
import { commitChanges } from '../shared/table/commit.ts'
import { reader } from '../shared/table/reader.ts'
import { errorOf, log } from './log.ts'
import { queued } from './outbox.ts'
import { world } from './world.ts'

const RESERVE_MS = 5_000

/** Opens the work of one invocation that commits several times: its instant is fixed, its time ends before the function's does. */
export const openJob = async (
  operation: string,
  actor: Actor,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<Job> => {
  const { table } = world
  const read = reader(table)
  const hasClock = world.optionalSetting('PROGRAMME_CLOCK') !== undefined
  const now = programmeTime(hasClock ? await read.find(clockRecord, undefined) : undefined, world.realMs())
  return {
    ...read,
    table,
    now,
    hasTime: () => context.getRemainingTimeInMillis() > RESERVE_MS,
    postponed: (id, thrown) =>
      log({ operation, requestId: id, outcome: 'postponed', milliseconds: 0, error: errorOf(thrown) }),
    commit: (changes, effects = []) =>
      commitChanges(table, [...changes, ...queued(effects, now)], {
        at: now,
        actor,
        commitId: world.ulid(world.realMs()),
      }),
  }
}
