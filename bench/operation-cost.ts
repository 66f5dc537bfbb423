import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../local/state.ts'
import { keptCosts } from './costs.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'

const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')

export const operationCost: Benchmark = {
  about:
    'Requests to the table and capacity units (indexes included) of every operation, done once, as DynamoDB counts them. Exact: kept in `bench/operation-cost.json`, and a test fails when one changes. The aim is one read and one write; where it takes more, it says why. Reads by key are strongly consistent and committed in one transaction, which costs twice the units.',
  run: async () => {
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--testNamePattern', 'done: |operation-cost'],
      { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    const costs = Object.entries(keptCosts())
    const rows = costs.map(([name, { reads, readUnits, writes, writeUnits, why = '' }]) => [
      name,
      reads,
      readUnits,
      writes,
      writeUnits,
      why,
    ])
    if (status !== 0)
      throw new Error('What is kept differs from what was measured; `npm run accept` renews it')
    return lasting(table(['operation', 'reads', 'read units', 'writes', 'write units', 'why'], rows))
  },
}
