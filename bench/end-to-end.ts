import type { Benchmark } from './benchmark.ts'

export const endToEnd: Benchmark = { about: '', run: async () => '' }
