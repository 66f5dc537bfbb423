import { join } from 'node:path'
import * as z from 'zod'
import { readJsonFile, writeJsonFile } from '../local/files.ts'

const GOLDEN = join(import.meta.dirname, 'operation-cost.json')

/** The exact cost of an operation's usual outcome, and why it is above one read and one write, where it is. */
export const OperationCost = z.strictObject({
  reads: z.int(),
  readUnits: z.number(),
  writes: z.int(),
  writeUnits: z.number(),
  why: z.string().optional(),
})
export type OperationCost = z.infer<typeof OperationCost>

/** Costs by operation name. */
export const Costs = z.record(z.string(), OperationCost)
export type Costs = z.infer<typeof Costs>

/** The kept costs, by operation name. */
export const keptCosts = (): Costs => readJsonFile(GOLDEN, Costs, {})

/** Whether an operation asks the table more often than once to read and once to write. */
export const isAboveOneAndOne = ({ reads, writes }: OperationCost): boolean => reads > 1 || writes > 1

/** Keeps measured costs beside those kept already, for the named operations only; a `why` stays where it is still needed. */
export const keepCosts = (measured: Costs, names: readonly string[]): void => {
  const kept = keptCosts()
  const costs = names.toSorted().flatMap((name) => {
    const cost = measured[name] ?? kept[name]
    const why = kept[name]?.why
    if (!cost) return []
    return [[name, { ...cost, ...(isAboveOneAndOne(cost) && why !== undefined ? { why } : {}) }] as const]
  })
  writeJsonFile(GOLDEN, Object.fromEntries(costs))
}

/** The operations above one read and one write whose kept cost does not say why. */
export const unexplained = (costs: Costs): string[] =>
  Object.entries(costs).flatMap(([name, cost]) => (isAboveOneAndOne(cost) && !cost.why ? [name] : []))
