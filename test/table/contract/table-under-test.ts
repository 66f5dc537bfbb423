import { expect } from 'vitest'
import type { Key, StoredItem, Table } from '../../../shared/table/table.ts'

/** A table whose promises are proven. */
export interface TableUnderTest {
  /** The table, once the tests run. */
  readonly open: () => Table
  /** Puts an item past every rule. */
  readonly put: (item: StoredItem) => Promise<void> | void
  /** Every item of the table, by key. */
  readonly items: () => Promise<readonly StoredItem[]> | readonly StoredItem[]
}

/** The key of an item in a partition of its own. */
export const freshKey = (): Key => ({ pk: `P#${crypto.randomUUID()}`, sk: 'S' })

/** Equals every text. */
export const ANY_TEXT: unknown = expect.any(String)
