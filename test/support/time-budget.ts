import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

const ROOT = `${import.meta.dirname}/../..`
const MOST_MS = { file: 30_000, operation: 3_000 } as const
const SLOWEST = 10

type Times = ReadonlyMap<string, number>

const fileOf = ({ moduleId }: TestModule): string => relative(ROOT, moduleId)

/** The operation whose own test file this is, by the rule of one name; `undefined` for other files. */
const operationOf = (file: string): string | undefined => {
  const [, path] = /^test\/((?!edge|outside|work)\w+\/[\w-]+)\.test\.ts$/.exec(file) ?? []
  if (path === undefined || !existsSync(`${ROOT}/functions/${path}.ts`)) return undefined
  return path.split('/')[1]?.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Milliseconds by operation: its own file, and each test of another file whose title begins with its name. */
const timesOfOperations = (modules: readonly TestModule[]): Times => {
  const times = new Map<string, number>()
  for (const module of modules) {
    const operation = operationOf(fileOf(module))
    if (operation !== undefined) times.set(operation, module.diagnostic().duration)
  }
  for (const module of modules.filter((other) => operationOf(fileOf(other)) === undefined))
    for (const test of module.children.allTests()) {
      const [operation = ''] = test.name.split(/\W/)
      const time = times.get(operation)
      if (time !== undefined) times.set(operation, time + (test.diagnostic()?.duration ?? 0))
    }
  return times
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`

const listed = (times: Times, wanted: (milliseconds: number) => boolean): string[] =>
  [...times]
    .filter(([, time]) => wanted(time))
    .sort(([, one], [, other]) => other - one)
    .map(([name, time]) => `${seconds(time).padStart(8)}  ${name}`)

const total = (times: Times): number => [...times.values()].reduce((sum, time) => sum + time, 0)

const byFolder = (files: Times): Times => {
  const folders = new Map<string, number>()
  for (const [file, time] of files) {
    const folder = file.split('/').slice(1, -1).join('/') || 'test'
    folders.set(folder, (folders.get(folder) ?? 0) + time)
  }
  return folders
}

/** What a run took, as lines: the total, the folders, the slowest files, and what passes the budget of a file or an operation. */
export const budgetLines = (files: Times, operations: Times): string[] => {
  const lateFiles = listed(files, (time) => time > MOST_MS.file)
  const lateOperations = listed(operations, (time) => time > MOST_MS.operation)
  return [
    `Test time ${seconds(total(files))} in ${files.size} files, of it ${seconds(total(operations))} for ${operations.size} operations; by folder:`,
    ...listed(byFolder(files), () => true),
    'The slowest files:',
    ...listed(files, () => true).slice(0, SLOWEST),
    `${lateFiles.length} files take longer than ${seconds(MOST_MS.file)}`,
    ...lateFiles,
    `${lateOperations.length} operations take longer than ${seconds(MOST_MS.operation)}`,
    ...lateOperations,
  ]
}

/** Prints after each run what its tests took against the budget; machines differ, so it fails nothing. */
export const timeBudget: Reporter = {
  onTestRunEnd: (modules) => {
    const files = new Map(modules.map((module) => [fileOf(module), module.diagnostic().duration]))
    process.stdout.write(`\n${budgetLines(files, timesOfOperations(modules)).join('\n')}\n`)
  },
}
