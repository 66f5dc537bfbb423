import { advance, programmeTime } from '../../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../../shared/clock/records.ts'
import { toMillis, type Instant } from '../../../shared/kernel/time.ts'
import { commitChanges } from '../../../shared/table/commit.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Change } from '../../../shared/table/record.ts'
import { world } from '../../../functions/outside/world.ts'
import { withoutRecording } from '../describe/guard-recording.ts'
import { ownMillisecond } from '../own-millisecond.ts'

/** Programme time now. */
export const now = async (): Promise<Instant> =>
  programmeTime(await reader(world.table).find(clockRecord, undefined), world.realMs())

/** Commits changes as if some earlier operation had. */
export const commit = async (...changes: Change[]): Promise<void> => {
  ownMillisecond()
  const at = await now()
  const actor = { kind: 'function', name: 'test' } as const
  const done = await withoutRecording(() =>
    commitChanges(world.table, changes, { at, actor, ...world.commitMarks() }),
  )
  if (!done) throw new Error('The arrangement of the test conflicts with what is in the table')
}

/** Moves the programme clock forward. */
export const advanceClock = async (by: string): Promise<void> => {
  const clock = await reader(world.table).find(clockRecord, undefined)
  const event = { action: 'clock.advanced' } as const
  const moved = advance(clock, by)
  await commit(clock ? clockRecord.replace(clock, moved, event) : clockRecord.create(moved, event))
}

/** Moves the programme clock forward so that it shows an instant now. */
export const advanceClockTo = async (at: Instant): Promise<void> => {
  const clock = await reader(world.table).find(clockRecord, undefined)
  const moved = { aheadMs: (clock?.aheadMs ?? 0) + toMillis(at) - toMillis(await now()) }
  const event = { action: 'clock.advanced' } as const
  await commit(clock ? clockRecord.replace(clock, moved, event) : clockRecord.create(moved, event))
}
