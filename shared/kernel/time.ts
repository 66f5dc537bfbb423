import * as z from 'zod'
import { fault, form } from './issue.ts'

/** An instant as ISO 8601 UTC with milliseconds; text order is time order. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'ISO 8601 UTC with milliseconds' })
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

const DAY = 86_400_000

/** Milliseconds since the epoch. */
export const toMillis = (at: Instant): number => Date.parse(at)

/** The instant that many milliseconds after the epoch. */
export const fromMillis = (millis: number): Instant => Instant.parse(new Date(millis).toISOString())

/** Moves an instant by whole days of 24 hours (R30). */
export const plusDays = (at: Instant, days: number): Instant => fromMillis(toMillis(at) + days * DAY)

/** Moves an instant by milliseconds. */
export const plusMillis = (at: Instant, millis: number): Instant => fromMillis(toMillis(at) + millis)

/** How many 24-hour days lie from one instant to a later one, rounded up. */
export const daysUntil = (from: Instant, to: Instant): number =>
  Math.ceil((toMillis(to) - toMillis(from)) / DAY)

/** The earlier of two instants. */
export const earliest = (one: Instant, other: Instant): Instant => (one < other ? one : other)

/** The later of two instants. */
export const latest = (one: Instant, other: Instant): Instant => (one > other ? one : other)

const PARTS = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** An ISO 8601 duration of days, hours, minutes and seconds, such as `P16D` or `PT12H`. */
export const Duration = /* @__PURE__ */ z
  .string()
  .max(32)
  .check(form('duration', PARTS, 'must be an ISO 8601 duration of days and time, such as P16D or PT12H'))
  .refine((text) => durationMillis(text) > 0, fault('duration', 'must be longer than nothing'))
  .meta({ id: 'Duration', examples: ['P16D', 'PT12H'] })

/** The length of such a duration in milliseconds. */
export const durationMillis = (text: string): number => {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = PARTS.exec(text) ?? []
  return Number(days) * DAY + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000
}
