import { describe, expect, it } from 'vitest'
import { Instant, plusMillis } from '../../shared/kernel/time.ts'
import { askedBetween, isRepeatable, nextLook } from '../../shared/payments/resolution.ts'

const MINUTE_MS = 60_000
const intendedAt = Instant.parse('2027-01-15T09:00:00.000Z')
const after = (minutes: number): Instant => plusMillis(intendedAt, minutes * MINUTE_MS)

describe('a charge whose outcome is not known', () => {
  it.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [16, 32],
    [59, 118],
    [60, 120],
    [61, 121],
    [1_800, 1_860],
  ])('R45 is looked into after %i minutes and again after %i', (at, next) =>
    expect(nextLook({ intendedAt }, after(at))).toBe(after(next)),
  )

  it.each([
    [0, true],
    [23 * 60 - 1, true],
    [23 * 60, false],
    [48 * 60, false],
  ])('R45 can be asked for again after %i minutes: %s', (minutes, expected) =>
    expect(isRepeatable({ intendedAt }, after(minutes))).toBe(expected),
  )

  it('R45 was asked for within a day of its intent, or since the point to which the table was restored', () => {
    const asked = (restoredTo?: Instant) =>
      askedBetween({ intendedAt }, restoredTo && { restoredTo }, after(3_000))
    expect(asked()).toEqual({ from: intendedAt, to: after(1_440) })
    expect(asked(after(-600))).toEqual({ from: after(-600), to: after(3_000) })
    expect(asked(after(600))).toEqual({ from: intendedAt, to: after(3_000) })
  })
})
