import type { Benchmark } from './benchmark.ts'

export const warmCpu: Benchmark = { about: '', run: async () => '' }
