import { bundleBytes } from './bundle-bytes.ts'
import { coldInstructions } from './cold-instructions.ts'
import { coldStart } from './cold-start.ts'
import { webConsole } from './console.ts'
import { endToEnd } from './end-to-end.ts'
import { expiryScale } from './expiry-scale.ts'
import { operationCost } from './operation-cost.ts'
import { organizationScale } from './organization-scale.ts'
import { overviewScale } from './overview-scale.ts'
import { renewalRate } from './renewal-rate.ts'
import { warmCpu } from './warm-cpu.ts'

/** All that `npm run bench` measures, in the order of the page. */
export const benchmarks = {
  'bundle-bytes': bundleBytes,
  'cold-start': coldStart,
  'cold-instructions': coldInstructions,
  'warm-cpu': warmCpu,
  'operation-cost': operationCost,
  'expiry-scale': expiryScale,
  'organization-scale': organizationScale,
  'overview-scale': overviewScale,
  'renewal-rate': renewalRate,
  'end-to-end': endToEnd,
  console: webConsole,
} as const
export type BenchmarkName = keyof typeof benchmarks

export const isBenchmarkName = (word: string): word is BenchmarkName => word in benchmarks
