import { describe } from 'vitest'
import { proveCommits } from './commits.ts'
import { proveConditions } from './conditions.ts'
import { proveQueries } from './queries.ts'
import type { TableUnderTest } from './table-under-test.ts'

/** Proves every promise of the table port of one table. */
export const describeTable = (name: string, table: TableUnderTest): void => {
  describe(name, () => {
    proveConditions(table)
    proveCommits(table)
    proveQueries(table)
  })
}
