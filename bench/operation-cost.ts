import type { Benchmark } from './benchmark.ts'

export const operationCost: Benchmark = { about: '', run: async () => '' }
