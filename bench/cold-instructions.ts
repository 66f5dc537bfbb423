import type { Benchmark } from './benchmark.ts'

export const coldInstructions: Benchmark = { about: '', run: async () => '' }
