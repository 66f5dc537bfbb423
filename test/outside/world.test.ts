import { afterEach, describe, expect, it } from 'vitest'
import { world } from '../../functions/outside/world.ts'

describe('the pause before a retry', () => {
  afterEach(() => {
    delete process.env['RETRY_PAUSE_MS']
  })
  const longest = (attempt: number): number =>
    Math.max(...Array.from({ length: 1_000 }, () => world.pauseMs(attempt)))

  it.each([
    ['50 ms before the first retry', undefined, 1, 50],
    ['200 ms before the third', undefined, 3, 200],
    ['1 s before any', undefined, 40, 1_000],
    ['twice the setting before the first', '100', 1, 200],
  ])('is random, at most %s', (_what, setting, attempt, boundMs) => {
    if (setting !== undefined) process.env['RETRY_PAUSE_MS'] = setting
    expect(longest(attempt)).toBeLessThanOrEqual(boundMs)
    expect(longest(attempt)).toBeGreaterThan(boundMs * 0.9)
  })

  it('is none where the setting is 0', () => {
    process.env['RETRY_PAUSE_MS'] = '0'
    expect(longest(5)).toBe(0)
  })
})
