import { bundleFunctions } from '../infra/bundle.ts'
import { contract, operations } from '../shared/contract/contract.ts'
import { table, type Benchmark } from './benchmark.ts'

/** What a function of each group may weigh, raw and compressed. */
const LIMITS = {
  normal: { what: 'schemas and table client', raw: 300_000, gzip: 95_000 },
  publicSuffixes: { what: 'with the public suffix list', raw: 430_000, gzip: 142_000 },
  mail: { what: 'with the mail client', raw: 380_000, gzip: 120_000 },
} as const

const kB = (bytes: number): string => (bytes / 1_000).toFixed(1)

export const bundleBytes: Benchmark = {
  about:
    'Bytes of each deployed function, raw and compressed (gzip -9), by the heaviest thing it carries. Exact.',
  run: async () => {
    const bundles = await bundleFunctions(contract)
    const measures = operations
      .map(({ name }) => ({ name, ...bundles.measure(name) }))
      .toSorted((one, other) => other.raw - one.raw)
    const groups = Object.entries(LIMITS).map(([carries, { what, raw, gzip }]) => {
      const group = measures.filter((measure) => measure.carries === carries)
      const [heaviest] = group
      if (!heaviest) throw new Error(`No function carries ${carries}`)
      const most = Math.max(...group.map((measure) => measure.gzip))
      const holds = heaviest.raw <= raw && most <= gzip
      return [
        what,
        group.length,
        `${kB(heaviest.raw)} / ${kB(most)}`,
        `${kB(raw)} / ${kB(gzip)}`,
        holds ? 'yes' : 'NO',
      ]
    })
    const each = measures.map(({ name, carries, raw, gzip }) => [name, LIMITS[carries].what, raw, gzip])
    return `${table(['group', 'functions', 'heaviest, kB raw / gz', 'reach', 'reached'], groups)}

<details><summary>Each function</summary>

${table(['function', 'group', 'bytes', 'compressed'], each)}

</details>`
  },
}
