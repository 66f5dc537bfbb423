import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import { durationMillis, fromMillis, Instant } from '../kernel/time.ts'

/** The programme clock of a stage that has one: how far it is ahead of real time; it only moves forward. */
export const ProgrammeClock = z.object({ aheadMs: z.int().nonnegative() })
export type ProgrammeClock = z.infer<typeof ProgrammeClock>

/** What the clock shows. */
export const ClockReading = z
  .strictObject({
    now: Instant,
    realNow: Instant,
    aheadMs: z.int(),
    furthestAheadMs: z.int().meta({ description: 'How far ahead it can be at most' }),
  })
  .meta({ id: 'ClockReading' })
export type ClockReading = z.infer<typeof ClockReading>

const FURTHEST_AHEAD_MS = 10 * 366 * 86_400_000

export const clockTooFarAhead = /* @__PURE__ */ problem('clock-too-far-ahead', {
  kind: 'conflict',
  title: 'The clock cannot be moved that far',
  advice: 'It runs at most ten years ahead; reset the laptop to start again.',
})

/** The programme time that the rules use, at a real time. */
export const programmeTime = (clock: ProgrammeClock | undefined, realMs: number): Instant =>
  fromMillis(realMs + (clock?.aheadMs ?? 0))

/** Moves the clock forward by an ISO 8601 duration. */
export const advance = (clock: ProgrammeClock | undefined, by: string): ProgrammeClock => {
  const aheadMs = (clock?.aheadMs ?? 0) + durationMillis(by)
  if (aheadMs > FURTHEST_AHEAD_MS) throw clockTooFarAhead()
  return { aheadMs }
}

/** What the clock shows at a real time. */
export const reading = (clock: ProgrammeClock | undefined, realMs: number): ClockReading => ({
  now: programmeTime(clock, realMs),
  realNow: fromMillis(realMs),
  aheadMs: clock?.aheadMs ?? 0,
  furthestAheadMs: FURTHEST_AHEAD_MS,
})
