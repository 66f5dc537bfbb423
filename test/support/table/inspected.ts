import type { StoredItem } from '../../../shared/table/table.ts'

/** A table, real or in memory, whose items a test can look at. */
export interface Inspected {
  /** Every item, by key. */
  items(): Promise<readonly StoredItem[]> | readonly StoredItem[]
}
