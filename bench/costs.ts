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

const Costs = z.record(z.string(), OperationCost)

/** The kept costs, by operation name. */
export const keptCosts = (): z.infer<typeof Costs> => readJsonFile(GOLDEN, Costs, {})

/** Keeps the cost of one operation; not safe beside another process that does the same. */
export const keepCost = (name: string, cost: OperationCost): void => {
  const costs = keptCosts()
  const why = costs[name]?.why
  const all = { ...costs, [name]: { ...cost, ...(why === undefined ? {} : { why }) } }
  writeJsonFile(
    GOLDEN,
    Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1))),
  )
}

/** Whether an operation asks the table more often than once to read and once to write. */
export const isAboveOneAndOne = ({ reads, writes }: OperationCost): boolean => reads > 1 || writes > 1
