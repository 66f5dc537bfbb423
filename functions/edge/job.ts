import type { Context } from 'aws-lambda'
import type { Effect } from '../../shared/notifications/outbox.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { Change } from '../../shared/table/record.ts'
import type { Table } from '../../shared/table/table.ts'
import { plusMillis, type Instant } from '../../shared/kernel/time.ts'
import type { Actor } from '../../shared/table/audit.ts'
import { ALL_SHARDS, type ShardRange } from '../../shared/table/due.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader, type ItemReader } from '../../shared/table/reader.ts'
import { errorOf, log, type Alarmed } from './log.ts'
import { outboxChanges } from './outbox.ts'
import { programmeNow } from './programme-now.ts'
import { world } from '../outside/world.ts'

/** What a job that commits several times gets: a fixed instant, the table, and a commit that is all or nothing. */
export interface Job extends ItemReader<Kind, Kind> {
  readonly table: Table
  /** Programme time, fixed for the run. */
  readonly now: Instant
  /** The shards of the due index that it works on. */
  readonly shards: ShardRange
  /** Whether there is time to start work that may take so long; 5 seconds unless told. */
  hasTime(longestMs?: number): boolean
  /** Logs that the work on one item failed and is tried again later, and why. */
  postponed(id: string, thrown: unknown): void
  /** Logs that somebody must look at a payment. */
  alarmed(of: Alarmed): void
  /** Commits changes with their audit, at the instant of the commit, and effects; `false` when something changed meanwhile. */
  commit(changes: readonly Change[], effects?: readonly Effect[]): Promise<boolean>
}

const LONGEST_MS = 5_000

/** Opens the job of one invocation: its instant is fixed, and no work begins that may outlast the function. What is asked of its reader in the same turn is read together with the clock. */
export const openJob = async (
  operation: string,
  actor: Actor,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
  shards = ALL_SHARDS,
  read = reader(world.table),
): Promise<Job> => {
  const { table } = world
  const openedMs = world.realMs()
  const now = await programmeNow(read, openedMs)
  return {
    ...read,
    table,
    now,
    shards,
    hasTime: (longestMs = LONGEST_MS) => context.getRemainingTimeInMillis() > longestMs,
    postponed: (id, thrown) =>
      log({ operation, requestId: id, outcome: 'postponed', milliseconds: 0, error: errorOf(thrown) }),
    alarmed: (of) => log({ operation, requestId: of.paymentId, ...of, milliseconds: 0 }),
    commit: (changes, effects = []) =>
      commitChanges(table, [...changes, ...outboxChanges(effects, now)], {
        at: plusMillis(now, world.realMs() - openedMs),
        actor,
        ...world.commitMarks(),
      }),
  }
}
