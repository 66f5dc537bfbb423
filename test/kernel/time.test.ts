import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysUntil,
  Duration,
  durationMillis,
  fromMillis,
  Instant,
  latest,
  plusDays,
  plusMillis,
  toMillis,
} from '../../shared/kernel/time.ts'

const AT = Instant.parse('2026-02-28T23:59:59.999Z')
const millis = fc.integer({ min: 0, max: 4_102_444_800_000 })

describe('an instant', () => {
  it.each([
    '2026-02-28',
    '2026-02-28T23:59:59Z',
    '2026-02-28T23:59:59.999+07:00',
    '2026-02-30T00:00:00.000Z',
    '2026-02-28T24:00:00.000Z',
    '2026-02-28t23:59:59.999z',
    ' 2026-02-28T23:59:59.999Z',
    '',
  ])('is not %j', (text) => {
    expect(Instant.safeParse(text).success).toBe(false)
  })

  it('orders as its text does, to the millisecond', () => {
    fc.assert(
      fc.property(millis, millis, (one, other) => {
        expect(fromMillis(one) < fromMillis(other)).toBe(one < other)
        expect(toMillis(fromMillis(one))).toBe(one)
        expect(latest(fromMillis(one), fromMillis(other))).toBe(fromMillis(Math.max(one, other)))
      }),
    )
  })

  it('R30 moves by days of 24 hours, over leap days and back', () => {
    expect(plusDays(AT, 1)).toBe('2026-03-01T23:59:59.999Z')
    expect(plusDays(Instant.parse('2028-02-28T12:00:00.000Z'), 2)).toBe('2028-03-01T12:00:00.000Z')
    fc.assert(
      fc.property(millis, fc.integer({ min: -400, max: 400 }), (ms, days) => {
        const at = fromMillis(ms + 40_000_000_000)
        expect(toMillis(plusDays(at, days)) - toMillis(at)).toBe(days * 86_400_000)
      }),
    )
  })

  it('counts begun days', () => {
    expect(daysUntil(AT, AT)).toBe(0)
    expect(daysUntil(AT, plusMillis(AT, 1))).toBe(1)
    expect(daysUntil(AT, plusDays(AT, 7))).toBe(7)
    expect(daysUntil(AT, plusMillis(plusDays(AT, 7), 1))).toBe(8)
  })
})

describe('a duration', () => {
  it.each([
    ['P16D', 16 * 86_400_000],
    ['PT12H', 12 * 3_600_000],
    ['P1DT2H3M4S', 86_400_000 + 2 * 3_600_000 + 3 * 60_000 + 4_000],
  ])('%s is %i ms', (text, expected) => {
    expect(durationMillis(Duration.parse(text))).toBe(expected)
  })

  it.each(['P', 'PT', 'P0D', 'PT0S', '-P1D', 'P1M', 'P1Y', 'P1.5D', '16D', `P${'9'.repeat(40)}D`])(
    'is not %s',
    (text) => {
      expect(Duration.safeParse(text).success).toBe(false)
    },
  )
})
