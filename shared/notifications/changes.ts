import type { Instant } from '../kernel/time.ts'
import type { Change } from '../table/record.ts'
import { countOf, dailyNumberReached, secondsToNextDay, type DailyNumber } from './daily-number.ts'
import { dayCountRecord } from './records.ts'

/** Counts something once for the day; the commit is refused when the day's number is reached (R19). */
export const countedToday = (
  number: DailyNumber,
  of: string,
  most: number,
  at: Instant,
  realMs: number,
): Change<'dayCount'> => {
  const { count, ...set } = countOf(number, of, at, realMs)
  return dayCountRecord.increment(
    set,
    { count },
    {
      set,
      condition: { atMost: { count: most - count } },
      refusal: dailyNumberReached({ number, most, retryAfterSeconds: secondsToNextDay(at) }),
    },
  )
}
