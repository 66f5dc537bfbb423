import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table, type Benchmark } from './benchmark.ts'
import { coldVariants, startCold, type ColdVariant } from './cold-variants.ts'
import { openScene, type Scene } from './scene.ts'

/** The most instructions that extendTrial may take, as a multiple of the floor's. */
const REACH = 1.75

const hasValgrind = (): boolean => spawnSync('valgrind', ['--version']).status === 0

const instructionsOf = async (variant: ColdVariant, scene: Scene): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'cold-'))
  const file = join(folder, 'counts')
  try {
    await startCold(variant, scene, [
      'valgrind',
      '--quiet',
      '--tool=cachegrind',
      '--cache-sim=no',
      `--cachegrind-out-file=${file}`,
      process.execPath,
      '--single-threaded',
      '--predictable',
      '--hash-seed=1',
      '--random-seed=1',
    ])
    return Number(/^summary: (\d+)/m.exec(readFileSync(file, 'utf8'))?.[1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const coldInstructions: Benchmark = {
  about: `Instructions of the same cold starts, counted by valgrind's cachegrind: almost the same on every run, whatever else the machine does. extendTrial should stay within ${REACH} × the floor.`,
  run: async () => {
    if (!hasValgrind()) return 'Not measured: this machine has no valgrind.'
    const scene = await openScene()
    try {
      const variants = await coldVariants()
      const floor = await instructionsOf(variants.floor, scene)
      const rows = []
      for (const variant of Object.values(variants)) {
        const first = variant === variants.floor ? floor : await instructionsOf(variant, scene)
        const second = await instructionsOf(variant, scene)
        const apart = (Math.abs(first - second) / first) * 100
        rows.push([variant.name, (first / 1e6).toFixed(1), (first / floor).toFixed(3), `${apart.toFixed(3)} %`])
      }
      return table(['variant', 'million instructions', '÷ floor', 'second run apart by'], rows)
    } finally {
      await scene.close()
    }
  },
}
