import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { timeBudget } from './test/support/time-budget.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/temporary-folder.ts',
    // A process for each file: functions keep their client, table and settings at module scope.
    pool: 'forks',
    // Files wait for the table more than they compute.
    maxWorkers: availableParallelism() + 1,
    reporters: [...configDefaults.reporters, timeBudget],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
