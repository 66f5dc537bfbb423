import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { timeBudget } from './test/support/time-budget.ts'

// Hundreds of processes load the same libraries: what the first has compiled the others take.
process.env['NODE_COMPILE_CACHE'] ??= 'node_modules/.cache/compiled'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-folder.ts', 'test/support/browser/server.ts'],
    setupFiles: 'test/support/fresh-file.ts',
    pool: 'forks',
    // A process runs many files, one after the other, each with modules of its own.
    isolate: false,
    // Files wait for the table more than they compute.
    maxWorkers: availableParallelism() + 1,
    reporters: [...configDefaults.reporters, timeBudget],
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
})
