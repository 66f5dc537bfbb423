import { countOf, type DailyNumber } from '../../../shared/notifications/daily-number.ts'
import { dayCountRecord } from '../../../shared/notifications/records.ts'
import { Instant, plusDays } from '../../../shared/kernel/time.ts'
import { world } from '../../../functions/outside/world.ts'
import { advanceClockTo, commit, now } from './time.ts'

/** Something was counted that often today. */
export const countedToday = async (number: DailyNumber, of: string, count: number): Promise<void> =>
  commit(dayCountRecord.put({ ...countOf(number, of, await now(), world.realMs()), count }))

/** It is noon in UTC, so that what follows lies within one day; the instant. */
export const noon = async (): Promise<Instant> => {
  const tomorrow = plusDays(await now(), 1)
  await advanceClockTo(Instant.parse(`${tomorrow.slice(0, 10)}T12:00:00.000Z`))
  return now()
}
