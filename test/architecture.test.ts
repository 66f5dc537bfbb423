import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../.dependency-cruiser.js'
import { driftedDocs } from '../docs/generate/generate.ts'
import { laptopSettings } from '../local/settings.ts'
import { transitions as applicationTransitions } from '../shared/applications/application.ts'
import { contract, operations } from '../shared/contract/contract.ts'
import { isHttp } from '../shared/declaration/operation.ts'
import { runtimeSettings, templateSettings } from '../shared/declaration/setting.ts'
import { cruised, withForbiddenImport } from './support/boundaries.ts'
import { undocumentedExports } from './support/exports.ts'
import { kebab } from '../infra/bundle/kebab.ts'
import { FORBIDDEN_IMPORTS } from './support/forbidden-imports.ts'

const ROOT = dirname(import.meta.dirname)
/** The folders of `functions/` that are no areas: what serves operations, what reaches the outside, what is done unattended. */
const SERVING = /^functions\/(edge|outside|work)\//
const SOURCES = ['shared', 'functions', 'infra', 'docs', 'local', 'test']

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const filesUnder = (folder: string, end = '.ts'): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`)
    .sort()
const named = Object.entries(contract).flatMap(([area, inArea]) =>
  Object.entries(inArea).map(([exported, operation]) => ({ area, exported, operation })),
)

describe('who may import whom', () => {
  it('holds in every module', async () => {
    const { sources, violations } = await cruised(SOURCES)
    for (const folder of SOURCES) {
      const files = filesUnder(folder)
      expect(files.length).toBeGreaterThan(0)
      expect(files.filter((file) => !sources.includes(file))).toEqual([])
    }
    expect(violations).toEqual([])
  }, 60_000)

  it.each(FORBIDDEN_IMPORTS)('$rule refuses $imports in $from', async (forbidden) => {
    const { from, imports, rule } = forbidden
    const folders = [from, ...(imports.endsWith('.ts') ? [imports] : [])].map(
      (file) => file.split('/')[0] ?? file,
    )
    const { broken } = await withForbiddenImport(forbidden, (root) => cruised([...new Set(folders)], root))
    expect(broken).toContain(rule)
  })

  it('has a forbidden import for every rule', () => {
    const proven = FORBIDDEN_IMPORTS.map(({ rule }) => rule)
    expect(rules.map(({ name }) => name).filter((name) => !proven.includes(name))).toEqual([])
  })
})

describe('one name everywhere', () => {
  it('has operations', () => {
    expect(operations.length).toBeGreaterThan(30)
  })

  it.each(named)('$exported', ({ area, exported, operation }) => {
    expect(operation.name).toBe(exported)
    const file = `functions/${area}/${kebab(exported)}.ts`
    const test = `test/${area}/${kebab(exported)}.test.ts`
    expect([file, test].filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    expect(read(file)).toMatch(new RegExp(`export const handler[\\s\\S]*\\b${exported}\\b`))
    expect(read(test)).toContain(file)
    if (isHttp(operation)) expect(read(test)).toMatch(new RegExp(`describeOperation\\(\\s*${exported}\\b`))
  })

  it('is declared for every file of an area', () => {
    const declared = named.map(({ area, exported }) => `functions/${area}/${kebab(exported)}.ts`)
    const present = filesUnder('functions').filter((file) => !SERVING.test(file))
    expect(present.filter((file) => !declared.includes(file))).toEqual([])
  })

  it('is unique, as its route is', () => {
    const names = operations.map(({ name }) => name)
    const routes = operations.filter(isHttp).map(({ declaration: { on } }) => `${on.method} ${on.path}`)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(routes).size).toBe(routes.length)
  })
})

describe('rules', () => {
  const ruleNumbers = (text: string): string[] => text.match(/\bR\d+\b/g) ?? []

  it('that an operation keeps are each named by the title of a test', () => {
    const ofEveryOperation = [
      'test/support/describe/implied-refusals.ts',
      'test/support/describe/prove-operation.ts',
    ]
    const titles = [...filesUnder('test', '.test.ts'), ...ofEveryOperation]
      .filter((file) => file !== 'test/architecture.test.ts')
      .flatMap((file) => read(file).match(/(['"`])(?:(?!\1)[^\n])*\bR\d+\b(?:(?!\1)[^\n])*\1/g) ?? [])
    const shown = new Set(titles.flatMap(ruleNumbers))
    const kept = new Set(operations.flatMap(({ declaration }) => declaration.rules ?? []))
    expect(kept.size).toBeGreaterThan(20)
    expect([...kept].filter((rule) => !shown.has(rule)).sort()).toEqual([])
  })

  it('that the sources name are those of the programme', () => {
    const known = new Set(
      [...read('docs/programme.md').matchAll(/^- \*\*(R\d+)\*\*/gm)].map(([, number]) => number),
    )
    const used = ['shared', 'functions']
      .flatMap((folder) => filesUnder(folder))
      .flatMap((file) => ruleNumbers(read(file)))
    expect(known.size).toBeGreaterThan(45)
    expect([...new Set(used)].filter((rule) => !known.has(rule))).toEqual([])
  })

  it('of an application move as the programme draws them', () => {
    const [, drawing = ''] =
      /### An application[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(read('docs/programme.md')) ?? []
    const drawn = [...drawing.matchAll(/^\s*(\w+) --> (\w+)/gm)].map(([, from, to]) => `${from} → ${to}`)
    const lawful = Object.entries(applicationTransitions).flatMap(([from, all]) =>
      all.map((to) => `${from} → ${to}`),
    )
    expect(drawn.sort()).toEqual(lawful.sort())
  })
})

describe('what is written down', () => {
  it('is generated from the contract as it stands', async () => {
    expect(await driftedDocs()).toEqual([])
  })

  it('names every environment variable', () => {
    const names = [...templateSettings, ...runtimeSettings, ...laptopSettings]
    const documented = read('docs/environment.md')
    expect(names.filter((name) => !documented.includes(`\`${name}\``))).toEqual([])
  })

  it('names both commands and every folder in the README', () => {
    const readme = read('README.md')
    expect(readme).toContain('npm ci && npm start')
    expect(readme).toContain('npm ci && npm test')
    expect(
      ['infra', 'functions', 'shared', 'local', 'docs', 'test'].filter(
        (folder) => !readme.includes(`\`${folder}/\``),
      ),
    ).toEqual([])
  })

  it('says a sentence above each export of the domain and the edge', () => {
    const files = [
      ...filesUnder('shared'),
      ...filesUnder('functions').filter((file) => SERVING.test(file)),
    ].filter((file) => !file.includes('/words/'))
    const silent = files.flatMap((file) =>
      undocumentedExports(file, read(file)).map((name) => `${file} ${name}`),
    )
    expect(silent).toEqual([])
  })
})
