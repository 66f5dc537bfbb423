import { programmeTime } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import { world } from '../outside/world.ts'

/** Programme time at a real time, by the clock of a stage that has one. */
export const programmeNow = async (
  read: Pick<ItemReader<Kind, Kind>, 'find'>,
  realMs: number,
): Promise<Instant> =>
  programmeTime(world.hasClock() ? await read.find(clockRecord, undefined) : undefined, realMs)
