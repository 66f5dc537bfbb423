import type { Benchmark } from './benchmark.ts'

export const expiryScale: Benchmark = { about: '', run: async () => '' }
