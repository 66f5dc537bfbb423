import type { Effect } from '../notifications/outbox.ts'
import type { Kind } from '../table/kinds.ts'
import type { Reader } from '../table/reader.ts'
import type { Change } from '../table/record.ts'
import type { Table } from '../table/table.ts'
import type { Instant } from './time.ts'

/** What work that commits several times is given: a fixed instant, the table, and commits of which each is all or nothing. */
export interface Job extends Reader<Kind, Kind> {
  readonly table: Table
  /** Programme time, fixed for the run. */
  readonly now: Instant
  /** Whether there is time to take up more. */
  hasTime(): boolean
  /** Says in the log of one of many that it is tried again later, and why. */
  postponed(id: string, thrown: unknown): void
  /** Commits changes with their audit and effects; `false` when something moved meanwhile. */
  commit(changes: readonly Change[], effects?: readonly Effect[]): Promise<boolean>
}
