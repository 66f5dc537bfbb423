import type { Instant } from './time.ts'

/** The date in UTC that an instant belongs to. */
export const dateOf = (at: Instant): string => at.slice(0, 10)

/** A date moved by whole months; the last day of a month that has no such day. */
export const plusMonths = (date: string, months: number): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
  return moved.toISOString().slice(0, 10)
}
