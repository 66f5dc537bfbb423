import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lasting, table, type Benchmark } from './benchmark.ts'
import { coldVariants, startCold, type ColdVariant } from './cold-variants.ts'
import { openScene, type Scene } from './scene.ts'

/** The most instructions that extendTrial may take, as a multiple of the floor's. */
const REACH = 1.75

const ATTEMPTS = 4

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

/** Under valgrind a call may pass its time limit and be refused as unavailable; then it is tried again. */
const patiently = async <T>(measure: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await measure()
    } catch (failure) {
      if (attempt === ATTEMPTS) throw failure
    }
}

export const coldInstructions: Benchmark = {
  about: `Instructions of the same cold starts, which are not primed, as priming goes by real time; counted by valgrind's cachegrind: almost the same on every run, also on a busy machine. extendTrial should stay within ${REACH} × the floor.`,
  run: async () => {
    if (!hasValgrind()) return lasting('Not measured: this machine has no valgrind.')
    const scene = await openScene()
    try {
      const variants = await coldVariants()
      const rows: { readonly name: string; readonly instructions: number }[] = []
      const each = Object.values(variants)
      for (const variant of [...each, variants.extendTrial])
        rows.push({ name: variant.name, instructions: await patiently(() => instructionsOf(variant, scene)) })
      const floor = rows[1]?.instructions ?? Number.NaN
      return lasting(
        table(
          ['variant', 'million instructions', '÷ floor'],
          rows.map(({ name, instructions }, index) => [
            index < each.length ? name : `${name}, once more`,
            (instructions / 1e6).toFixed(1),
            (instructions / floor).toFixed(3),
          ]),
        ),
      )
    } finally {
      await scene.close()
    }
  },
}
