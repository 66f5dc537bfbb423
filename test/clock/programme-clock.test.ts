import { describe, expect, it } from 'vitest'
import { advance, clockTooFarAhead, programmeTime, reading } from '../../shared/clock/programme-clock.ts'
import { Duration } from '../../shared/kernel/time.ts'
import { refusal } from '../support/describe/refusal.ts'

const realMs = Date.parse('2026-03-01T08:00:00.000Z')
const DAY = 86_400_000

describe('the programme clock', () => {
  it('shows real time until it is moved', () =>
    expect(reading(undefined, realMs)).toEqual({
      now: '2026-03-01T08:00:00.000Z',
      realNow: '2026-03-01T08:00:00.000Z',
      aheadMs: 0,
      furthestAheadMs: 3660 * DAY,
    }))
  it('runs ahead by what it was moved, move upon move', () => {
    const moved = advance(advance(undefined, 'P16D'), 'PT12H30M')
    expect(moved).toEqual({ aheadMs: 16 * DAY + 12.5 * 3_600_000 })
    expect(programmeTime(moved, realMs)).toBe('2026-03-17T20:30:00.000Z')
    expect(reading(moved, realMs)).toMatchObject({
      realNow: '2026-03-01T08:00:00.000Z',
      aheadMs: moved.aheadMs,
    })
  })
  it.each(['P3660D', 'P99999999999999999999D'])('is not moved more than ten years ahead in all: %s', (by) =>
    expect(refusal(() => advance({ aheadMs: DAY * 10 }, by))).toBe(clockTooFarAhead),
  )
  it.each(['-P1D', 'P0D', 'P', 'PT', 'P1M', 'P1Y', '1 day', 'PT-1S', 'P1.5D', ''])(
    'only ever goes forward: %s',
    (by) => expect(Duration.safeParse(by).success).toBe(false),
  )
})
