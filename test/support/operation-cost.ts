import { expect } from 'vitest'
import { keepCost, keptCosts } from '../../bench/costs.ts'
import type { TestTable } from './test-table.ts'

const UPDATING = process.env['UPDATE_GOLDEN'] === '1'

/** Does what an operation usually does and compares what it costs with bench/operation-cost.json, to the unit. */
export const atKeptCost = async <T>(
  name: string,
  { meter }: TestTable,
  act: () => Promise<T>,
): Promise<T> => {
  meter.reset()
  const result = await act()
  const cost = meter.cost()
  if (UPDATING) keepCost(name, cost)
  const { why: _why, ...kept } = keptCosts()[name] ?? {}
  expect(cost, `the cost of ${name}; npm run bench operation-cost -- --write keeps it`).toEqual(kept)
  return result
}
