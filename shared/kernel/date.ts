import * as z from 'zod'
import type { Instant } from './time.ts'

/** The date in UTC that an instant belongs to. */
export const dateOf = (at: Instant): string => at.slice(0, 10)

/** A month in UTC, such as `2027-01`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2027-01')
export type Month = z.infer<typeof Month>

/** The month in UTC that an instant or a date belongs to. */
export const monthOf = (at: string): Month => at.slice(0, 7)

/** The month after another. */
export const nextMonth = (month: Month): Month => monthOf(plusMonths(`${month}-01`, 1))

/** A date moved by whole months; the last day of a month that has no such day. */
export const plusMonths = (date: string, months: number): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
  return moved.toISOString().slice(0, 10)
}
