import { afterEach, beforeEach, vi } from 'vitest'
import { world } from '../../../functions/outside/world.ts'
import type { StoredItem, Table } from '../../../shared/table/table.ts'
import { expectCountedCustomers } from '../counted-customers.ts'
import { expectClosedLedgers } from '../ledger.ts'
import type { Inspected } from './inspected.ts'
import { memoryTable } from './memory-table.ts'
import { SETTINGS } from './settings.ts'

/** What a test sees of a table in memory. */
export interface TableInMemory extends Inspected {
  items(): readonly StoredItem[]
  /** How many commits it has refused so far, because a condition did not hold. */
  conflicts(): number
}

/** Puts a table in memory in place of the real one, for functions and arrangements alike; `restore` puts the real one back. */
const placeInMemory = (
  items: readonly StoredItem[] = [],
): TableInMemory & { readonly restore: () => void } => {
  const table = memoryTable({ items })
  let conflicts = 0
  const counting: Table = {
    ...table,
    commit: async (writes, commitId) => {
      const outcome = await table.commit(writes, commitId)
      if (!outcome.committed) conflicts += 1
      return outcome
    },
  }
  const replaced = vi.spyOn(world, 'table', 'get').mockReturnValue(counting)
  return { items: table.items, conflicts: () => conflicts, restore: () => replaced.mockRestore() }
}

/** Runs something on a table in memory, which is empty unless told. */
export const inMemory = async <T>(
  run: (table: TableInMemory) => Promise<T>,
  items?: readonly StoredItem[],
): Promise<T> => {
  const table = placeInMemory(items)
  try {
    return await run(table)
  } finally {
    table.restore()
  }
}

/** Gives each test of a suite a new table in memory in place of the real one: it keeps the same contract at a fraction of the cost. Every ledger in it closes (R47), and every customer is counted (R49). */
export const useMemoryTable = (): TableInMemory => {
  let table: ReturnType<typeof placeInMemory>
  beforeEach(() => {
    Object.assign(process.env, SETTINGS)
    table = placeInMemory()
  })
  afterEach(() => {
    table.restore()
    expectClosedLedgers(table.items())
    expectCountedCustomers(table.items())
  })
  return { items: () => table.items(), conflicts: () => table.conflicts() }
}
