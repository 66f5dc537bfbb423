import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import { toMillis, type Instant } from '../kernel/time.ts'

const DAY_MS = 86_400_000

/** What is counted each day, so that mails are no channel for others (R19). */
export const DailyNumber = z.enum([
  'mails-to-recipient',
  'mails-of-partner',
  'corrections',
  'grants',
  'tag-requests',
  'password-resets',
  'password-resets-of-organization',
])
export type DailyNumber = z.infer<typeof DailyNumber>

/**
 * How often a super admin's address is corrected, access granted again, a tag request sent by one partner, and a new password asked for, for one
 * organisation and day; the last also for one user (R19).
 */
export const MOST_A_DAY = {
  corrections: 5,
  grants: 5,
  tagRequests: 2,
  passwordResets: 5,
  organizationResets: 200,
} as const

/** How often something was done on a day, for a recipient by person id, a partner or a customer; it names nobody. */
export const DayCount = z.object({
  number: DailyNumber,
  of: z.string(),
  on: z.iso.date(),
  count: z.int().nonnegative(),
  expiresAt: z.int(),
})
export type DayCount = z.infer<typeof DayCount>

export const dailyNumberReached = /* @__PURE__ */ problem(
  'daily-number-reached',
  {
    kind: 'too-many',
    title: 'This was done as often as a day allows',
    advice: 'Wait until the next day begins in UTC, then send the same request again.',
  },
  { number: DailyNumber, most: z.int(), retryAfterSeconds: z.int() },
)

/** The first count of a day, the day in UTC that an instant belongs to; kept for two days of real time. */
export const countOf = (number: DailyNumber, of: string, at: Instant, realMs: number): DayCount => ({
  number,
  of,
  on: at.slice(0, 10),
  count: 1,
  expiresAt: Math.floor((realMs + 2 * DAY_MS) / 1_000),
})

/** Seconds until the next day begins in UTC, at least 1. */
export const secondsToNextDay = (at: Instant): number => Math.ceil((DAY_MS - (toMillis(at) % DAY_MS)) / 1_000)
