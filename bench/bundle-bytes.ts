import { bundleFunctions } from '../infra/bundle.ts'
import { bundleGroups } from '../infra/bundle/measure.ts'
import { contract, operations } from '../shared/contract/contract.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'

const kB = (bytes: number): string => (bytes / 1_000).toFixed(1)

export const bundleBytes: Benchmark = {
  about:
    'Bytes of each deployed function, raw and compressed (gzip -9), by the heaviest thing it carries. Exact.',
  run: async () => {
    const bundles = await bundleFunctions(contract)
    const measures = operations
      .map(({ name }) => ({ name, ...bundles.measure(name) }))
      .toSorted((one, other) => other.raw - one.raw)
    const groups = Object.entries(bundleGroups).map(([carries, { what, raw, gzip }]) => {
      const group = measures.filter((measure) => measure.carries === carries)
      const [heaviest] = group
      if (!heaviest) throw new Error(`No function is ${what}`)
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
    const each = measures.map(({ name, carries, raw, gzip }) => [name, bundleGroups[carries].what, raw, gzip])
    return lasting(`${table(['group', 'functions', 'heaviest, kB raw / gz', 'limit', 'kept'], groups)}

<details><summary>Each function</summary>

${table(['function', 'group', 'bytes', 'compressed'], each)}

</details>`)
  },
}
