import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isEmbedded } from '../support/table/engine.ts'
import { steps, type Step } from './added-operation.ts'

const ROOT = join(import.meta.dirname, '../..')
const TEN_MINUTES_MS = 10 * 60_000
const ONE_HOUR_MS = 60 * 60_000

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

/** What git ignores, git itself, and this proof, which would otherwise copy the project again from within its copy. */
const LEFT_OUT = [
  '.git',
  ...read(ROOT, '.gitignore').trim().split(/\/?\n/),
  'test/proof/newcomer.test.ts',
  'test/proof/added-operation.ts',
].map((path) => path.replace(/\/$/, ''))

const apply = (project: string, { file, text, into }: Step): void => {
  const path = join(project, file)
  if (!into) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
    return
  }
  const present = read(project, file)
  const at = into === 'end' ? present.length : present.indexOf(into.before)
  if (at < 0) throw new Error(`${file} has no place for a step`)
  writeFileSync(path, `${present.slice(0, at)}${text}${present.slice(at)}`)
}

/** The environment of a shell: nothing of this run of the tests. */
const shell = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV|PROOF|GUARD|AWS_ENDPOINT)/.test(name),
  ),
)

const paths = (text: string): string[] =>
  [...text.matchAll(/`([\w<>./-]+\.(?:ts|md|json))`/g)].flatMap(([, path]) => path ?? [])

/** The steps of "Add an operation" in the README. */
const [, readme = ''] = /## Add an operation\n([\s\S]*?)\n(?=[A-Z#])/.exec(read(ROOT, 'README.md')) ?? []

const isNamedInReadme = (file: string): boolean =>
  paths(readme).some((path) =>
    new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/<\w+>/g, '[\\w-]+')}$`).test(file),
  )

/** A copy of the project in which a newcomer has added an operation by the steps of the README; costs are measured on the DynamoDB that comes along. */
describe.runIf(isEmbedded)('an operation that is added by the steps of the README', () => {
  let project = ''
  const ending = new AbortController()
  const run = (command: string, ...words: string[]): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(command, words, {
        cwd: project,
        env: shell,
        stdio: ['ignore', 'pipe', 'pipe'],
        signal: ending.signal,
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text))
      child.once('error', reject)
      child.once('exit', (code) => resolve({ code, output }))
    })
  const succeeds = async (command: string, ...words: string[]): Promise<string> => {
    const { code, output } = await run(command, ...words)
    expect(code, `${command} ${words.join(' ')}\n${output}`).toBe(0)
    return output
  }

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'newcomer-'))
    cpSync(ROOT, project, { recursive: true, filter: (path) => !LEFT_OUT.includes(relative(ROOT, path)) })
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'))
    await succeeds('git', 'init', '--quiet')
    await succeeds('git', 'add', '--all')
    const newcomer = ['-c', 'user.name=Newcomer', '-c', 'user.email=newcomer@programme.example']
    await succeeds('git', ...newcomer, 'commit', '--quiet', '--no-verify', '--message=As it was')
    for (const step of steps) apply(project, step)
  })
  afterAll(() => {
    ending.abort()
    rmSync(project, { recursive: true, force: true })
  })

  it('touches no file that they do not name', () => {
    expect(steps.map(({ file }) => file).filter((file) => !isNamedInReadme(file))).toEqual([])
  })

  it.skipIf(process.env['PROOF'])(
    'has its golden files from npm run accept, then compiles and passes its own tests and the tables of costs and words',
    async () => {
      const own = 'test/customers/keep-note.test.ts'
      const accepted = await succeeds('npm', 'run', 'accept', '--', own)
      for (const file of ['bench/operation-cost.json', 'docs/operations.md'])
        expect(accepted).toContain(`+++ b/${file}`)
      writeFileSync(
        join(project, 'tsconfig.operation.json'),
        JSON.stringify({ extends: './tsconfig.json', include: ['functions', 'shared', own] }),
      )
      const npx = (...words: string[]) => succeeds('npx', '--no-install', ...words)
      await Promise.all([
        npx('tsc', '--project', 'tsconfig.operation.json'),
        npx('prettier', '--check', ...steps.map(({ file }) => file)),
        npx('vitest', 'run', own, 'test/operation-cost.test.ts', 'test/edge/problem-words.test.ts'),
      ])
    },
    TEN_MINUTES_MS,
  )

  it.runIf(process.env['PROOF'])(
    'passes npm run accept, npm run check and npm test',
    async () => {
      await succeeds('npm', 'run', 'accept')
      await succeeds('npm', 'run', 'check')
      await succeeds('npm', 'test')
    },
    ONE_HOUR_MS,
  )
})
