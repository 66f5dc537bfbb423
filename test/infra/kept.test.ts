import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Built, keptBuild } from '../../infra/bundle/kept.ts'
import { PARTIAL } from '../../infra/bundle/replace-file.ts'

const NAMED = ['addThing=functions/add-thing.ts', 'getThing=functions/get-thing.ts']
const INPUTS = ['functions/add-thing.ts', 'functions/get-thing.ts', 'shared/thing.ts', 'shared/words.ts']
const BUILT: Built = { inputs: INPUTS, sources: { addThing: ['shared/thing.ts'], getThing: [] } }
const OUTPUTS = ['.build/functions/addThing/index.js', '.build/functions/getThing/index.js']

let root: string
let builds: number
const write = (path: string, contents: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), contents)
}
const build = async (named = NAMED, began = Number.POSITIVE_INFINITY): Promise<Built> =>
  keptBuild(
    { root, outdir: join(root, '.build', 'functions'), named },
    async () => {
      builds += 1
      for (const output of OUTPUTS) write(output, `contents of ${output}`)
      return BUILT
    },
    began,
  )
const buildsOf = async (named?: string[]): Promise<number> => {
  builds = 0
  await build(named)
  return builds
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'kept-'))
  const common = ['package.json', 'package-lock.json', 'tsconfig.json', 'infra/bundle.ts']
  for (const file of [...common, 'infra/bundle/trimming.ts', ...INPUTS]) write(file, `contents of ${file}`)
  await build()
})

describe('a kept build', () => {
  it('is taken again, with what it was built from, while nothing has changed', async () => {
    expect(await buildsOf()).toBe(0)
    expect(await build()).toMatchObject(BUILT)
  })

  it('is taken again in whichever order the functions are named', async () =>
    expect(await buildsOf(NAMED.toReversed())).toBe(0))

  it.each([
    ['a source', 'functions/add-thing.ts'],
    ['a source that only a lazy module reads', 'shared/words.ts'],
    ['the lock of the packages', 'package-lock.json'],
    ['the package, which says what has effects', 'package.json'],
    ['the settings of TypeScript', 'tsconfig.json'],
    ['how functions are built', 'infra/bundle.ts'],
    ['a trimming rule', 'infra/bundle/trimming.ts'],
    ['what was built', '.build/functions/addThing/index.js'],
  ])('is built anew where this has changed, or is gone: %s', async (_what, file) => {
    write(file, 'changed')
    // Its time, as a copy may keep it, does not matter.
    utimesSync(join(root, file), 0, 0)
    expect(await buildsOf()).toBe(1)
    rmSync(join(root, file))
    expect(await buildsOf()).toBe(1)
  })

  it('is taken again where a source is as it was, as a checkout brings it back', async () => {
    const [file = ''] = INPUTS
    write(file, 'changed')
    write(file, `contents of ${file}`)
    expect(await buildsOf()).toBe(0)
  })

  it('is built anew where there is a file that it does not have, unless that is still being written', async () => {
    write('.build/functions/getThing/left-over.js', '')
    expect(await buildsOf()).toBe(1)
    write(`.build/functions/addThing.1${PARTIAL}`, '')
    expect(await buildsOf()).toBe(0)
  })

  it('is built anew where its record was cut', async () => {
    write('.build/functions.json', '{"inputs":["fun')
    expect(await buildsOf()).toBe(1)
    expect(await buildsOf()).toBe(0)
  })

  it('is built anew where operations come, go or move', async () => {
    const [add = '', get = ''] = NAMED
    for (const named of [
      [add],
      [add, get, 'newThing=functions/new-thing.ts'],
      [add, 'getThing=functions/moved.ts'],
    ])
      expect(await buildsOf(named), named.join()).toBe(1)
  })

  it('is built anew where a source changed after the build had begun', async () => {
    write('shared/thing.ts', 'changed')
    await build(NAMED, 0)
    expect(await buildsOf()).toBe(1)
  })
})
