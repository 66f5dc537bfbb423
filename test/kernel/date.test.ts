import { describe, expect, it } from 'vitest'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import { Instant } from '../../shared/kernel/time.ts'

describe('dates', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-03-01'],
    ['2026-03-01T23:59:59.999Z', '2026-03-01'],
  ])('%s is on %s in UTC', (at, on) => {
    expect(dateOf(Instant.parse(at))).toBe(on)
  })

  it.each([
    ['2026-03-15', 1, '2026-04-15'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-02-28', 12, '2028-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-15', 0, '2026-03-15'],
  ])('%s and %d months is %s', (date, months, moved) => {
    expect(plusMonths(date, months)).toBe(moved)
  })
})
