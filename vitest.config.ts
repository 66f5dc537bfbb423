import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A process for each file: functions keep their client, table and settings at module scope.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
