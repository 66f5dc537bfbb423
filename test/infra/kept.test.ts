import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { keptBundles } from '../../infra/bundle/kept.ts'

const FUNCTIONS = [
  { name: 'addThing', file: 'functions/add-thing.ts' },
  { name: 'getThing', file: 'functions/get-thing.ts' },
]
const ADD = { inputs: ['functions/add-thing.ts', 'shared/thing.ts', 'shared/words.ts'], sources: [] }
const GET = { inputs: ['functions/get-thing.ts', 'shared/thing.ts'], sources: ['shared/thing.ts'] }
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'infra/bundle.ts',
  'infra/bundle/trimming.ts',
  'functions/add-thing.ts',
  'functions/get-thing.ts',
  'shared/thing.ts',
  'shared/words.ts',
  '.build/addThing/index.js',
  '.build/addThing/words.js',
  '.build/getThing/index.js',
]

let root: string
const write = (path: string, contents: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), contents)
}
const open = (functions = FUNCTIONS) => keptBundles(root, join(root, '.build'), functions)
const keepAll = (began: number): void =>
  open().keep(new Map(Object.entries({ addThing: ADD, getThing: GET })), began)
const reused = (functions = FUNCTIONS): string[] => {
  const kept = open(functions)
  return functions.map(({ name }) => name).filter((name) => kept.find(name) !== undefined)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-'))
  for (const file of FILES) write(file, `contents of ${file}`)
  keepAll(Number.POSITIVE_INFINITY)
})

describe('a kept bundle', () => {
  it('is taken again, with what it was built from, while nothing has changed', () => {
    expect(open().find('addThing')).toEqual(ADD)
    expect(open().find('getThing')).toEqual(GET)
  })

  it('is taken again in whichever order the functions are named', () =>
    expect(reused(FUNCTIONS.toReversed())).toEqual(['getThing', 'addThing']))

  it.each([
    ['its own source', 'functions/add-thing.ts', ['getThing']],
    ['a source that only a lazy module of it reads', 'shared/words.ts', ['getThing']],
    ['a source of both', 'shared/thing.ts', []],
    ['the lock of the packages', 'package-lock.json', []],
    ['the package, which says what has effects', 'package.json', []],
    ['the settings of TypeScript', 'tsconfig.json', []],
    ['how functions are built', 'infra/bundle.ts', []],
    ['a trimming rule', 'infra/bundle/trimming.ts', []],
    ['what was built', '.build/addThing/words.js', ['getThing']],
  ])('is built anew where this has changed, or is gone: %s', (_what, file, left) => {
    const before = readFileSync(join(root, file), 'utf8')
    write(file, before.toUpperCase())
    // Its time, as a copy may keep it, does not matter.
    utimesSync(join(root, file), 0, 0)
    expect(reused()).toEqual(left)
    rmSync(join(root, file))
    expect(reused()).toEqual(left)
    write(file, before)
    expect(reused(), 'as a checkout brings it back').toEqual(['addThing', 'getThing'])
  })

  it('is built anew where there is a file beside it that it does not have', () => {
    write('.build/getThing/left-over.js', '')
    expect(reused()).toEqual(['addThing'])
  })

  it('is built anew with all others where operations come, go or move', () => {
    const [add, get] = FUNCTIONS
    if (add === undefined || get === undefined) throw new Error('Two functions are needed')
    expect(reused([add])).toEqual([])
    expect(reused([add, get, { name: 'newThing', file: 'functions/new-thing.ts' }])).toEqual([])
    expect(reused([add, { ...get, file: 'functions/moved.ts' }])).toEqual([])
  })

  it('is none where a source changed after the build had begun', () => {
    keepAll(0)
    expect(reused()).toEqual([])
  })
})
