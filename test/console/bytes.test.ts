import { describe, expect, it } from 'vitest'
import { CONSOLE_BUDGETS, consoleBytes } from '../../bench/console-bytes.ts'
import { SLOW_MS } from '../support/laptop.ts'

describe('the built console', () => {
  it(
    'sends no more than its budgets',
    async () => {
      const { script, style, font, lazyPages } = await consoleBytes()
      expect(lazyPages.length).toBeGreaterThan(10)
      expect(script).toBeGreaterThan(10_000)
      expect(script).toBeLessThanOrEqual(CONSOLE_BUDGETS.script)
      expect(style).toBeGreaterThan(0)
      expect(style).toBeLessThanOrEqual(CONSOLE_BUDGETS.style)
      expect(font).toBeGreaterThan(0)
      expect(lazyPages.filter(({ bytes }) => bytes > CONSOLE_BUDGETS.lazyPage)).toEqual([])
    },
    SLOW_MS,
  )
})
