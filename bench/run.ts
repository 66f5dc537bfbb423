import { spawnSync } from 'node:child_process'
import { runCommand, words } from '../local/command-line.ts'
import { benchmarks, isBenchmarkName, type BenchmarkName } from './benchmarks.ts'
import { keepSection } from './page.ts'

const write = words().includes('--write')
const options = words().filter((word) => word.startsWith('--'))
const named = words().filter((word) => !word.startsWith('--'))

const runOne = async (name: BenchmarkName): Promise<void> => {
  const { about, run } = benchmarks[name]
  console.log(`\n## ${name}\n\n${about}\n`)
  const figures = await run()
  console.log(figures.all)
  if (write) keepSection(name, about, figures.lasting)
}

// Each in a process of its own, so that none is warmed or burdened by another.
const runEach = (names: readonly string[]): void => {
  const failed = names.filter(
    (name) =>
      spawnSync(process.execPath, [...process.execArgv, import.meta.filename, name, ...options], {
        stdio: 'inherit',
      }).status !== 0,
  )
  if (failed.length > 0) throw new Error(`These benchmarks failed: ${failed.join(', ')}`)
}

await runCommand(async () => {
  const unknown = named.find((name) => !isBenchmarkName(name))
  const all = Object.keys(benchmarks)
  if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}; there are: ${all.join(', ')}`)
  const [only, ...more] = named.filter(isBenchmarkName)
  if (only !== undefined && more.length === 0) await runOne(only)
  else runEach(named.length > 0 ? named : all)
})
