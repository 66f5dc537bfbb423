import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Cost } from '../../../bench/table-meter.ts'
import { keptCosts } from '../../../bench/costs.ts'
import { isEmbedded } from '../table/engine.ts'
import type { TestTable } from '../table/test-table.ts'

/** Where `npm run accept` gathers what operations cost. */
const GATHERED = process.env['UPDATE_GOLDEN']

/** Round trips are the same on every DynamoDB; DynamoDB Local leaves out units that production charges (docs/development.md). */
const comparable = ({ reads, readUnits, writes, writeUnits }: Cost): Partial<Cost> =>
  isEmbedded ? { reads, readUnits, writes, writeUnits } : { reads, writes }

/** Does what an operation usually does and compares what it costs with bench/operation-cost.json, to the unit. */
export const atKeptCost = async <T>(name: string, table: TestTable, act: () => Promise<T>): Promise<T> => {
  const { result, cost } = await table.metered(act)
  if (GATHERED !== undefined) {
    if (isEmbedded) appendFileSync(GATHERED, `${JSON.stringify({ [name]: cost })}\n`)
    return result
  }
  const kept = keptCosts()[name]
  const how = `the cost of ${name}; npm run accept renews bench/operation-cost.json`
  expect(comparable(cost), how).toEqual(kept && comparable(kept))
  return result
}
