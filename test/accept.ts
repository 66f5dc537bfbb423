import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Costs, keepCosts, keptCosts, unexplained } from '../bench/costs.ts'
import { generatedFiles } from '../docs/generate/generate.ts'
import { operations } from '../shared/contract/contract.ts'
import { httpOperations, pathOf } from './support/describe/handlers.ts'

const ROOT = dirname(import.meta.dirname)
const PERMISSIONS_TEST = 'test/infra/infra.test.ts'
const GOLDEN_FILES = [...generatedFiles, 'test/infra/infra.iam.json', 'bench/operation-cost.json']
/** The titles of the tests that own golden values. */
const OWN_GOLDEN_VALUES = 'done: |operation-cost\\W+of |have the permissions that were last looked at'

const testFiles = [
  PERMISSIONS_TEST,
  'test/operation-cost.test.ts',
  ...httpOperations.map((operation) => `test/${pathOf(operation)}.test.ts`),
]

const ran = (command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean =>
  spawnSync(command, words, { cwd: ROOT, stdio: 'inherit', env }).status === 0

const renewDocuments = (): boolean => {
  console.log('The generated documents and the routes of the client')
  return ran(process.execPath, ['docs/generate/generate.ts'])
}

/** Runs the tests that own golden values, without comparing; writes none of the costs where one of them fails. */
const renewByTests = (files: readonly string[]): boolean => {
  console.log(`The permissions and the cost of each operation: ${files.length} test files`)
  const folder = mkdtempSync(join(tmpdir(), 'accept-'))
  const gathered = join(folder, 'costs')
  writeFileSync(gathered, '')
  try {
    const passed = ran(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...files,
        '--reporter=default',
        `--testNamePattern=${OWN_GOLDEN_VALUES}`,
      ],
      { ...process.env, UPDATE_GOLDEN: gathered },
    )
    if (!passed) return false
    const lines = readFileSync(gathered, 'utf8').split('\n').filter(Boolean)
    const measured = Object.assign({}, ...lines.map((line) => Costs.parse(JSON.parse(line))))
    keepCosts(
      measured,
      operations.map(({ name }) => name),
    )
    return true
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const showDifference = (): boolean => {
  const diff = ['--no-pager', 'diff', 'HEAD']
  const paths = ['--', ...GOLDEN_FILES]
  if (ran('git', [...diff, '--quiet', ...paths])) {
    console.log('Golden files: nothing changed')
    return true
  }
  return ran('git', [...diff, ...paths]) && ran('git', [...diff, '--stat', ...paths])
}

const fail = (message: string): void => {
  console.error(message)
  process.exitCode = 1
}

/** Test files to run instead of all that own golden values; documents are renewed in any case. */
const named = process.argv.slice(2)

const renewed = renewDocuments() && renewByTests(named.length > 0 ? named : testFiles)
if (!showDifference()) fail('There is no difference to show: git does not know this folder.')
if (!renewed) fail('Not all golden files are renewed: mend what failed above, then run this again.')
const kept = keptCosts()
for (const { name } of operations.filter(({ name }) => !(name in kept)))
  fail(
    `${name} has no cost yet: run its test on the DynamoDB that comes along, without AWS_ENDPOINT_URL_DYNAMODB.`,
  )
for (const name of unexplained(kept))
  fail(
    `${name} asks the table more than once to read or to write: add its "why" to bench/operation-cost.json.`,
  )
