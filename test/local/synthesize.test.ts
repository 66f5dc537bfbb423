import { globSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { stateOf } from '../../local/inputs.ts'
import { synthesize } from '../../local/synthesize.ts'

const folder = mkdtempSync(join(tmpdir(), 'synthesize-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const filesOf = (assembly: string): string[] => globSync('**/*', { cwd: assembly }).toSorted()

it('An assembly is taken as it is while it is whole, and made anew once a part of it is gone or cut', async () => {
  const assembly = join(folder, 'cdk.out')
  expect(await synthesize(assembly)).toBe(true)
  const whole = filesOf(assembly)
  const before = stateOf(assembly)
  expect(await synthesize(assembly)).toBe(false)
  expect(stateOf(assembly)).toBe(before)

  const [gone = '', cut = ''] = readdirSync(assembly).filter((name) => name.startsWith('asset.'))
  rmSync(join(assembly, gone), { recursive: true })
  truncateSync(join(assembly, cut, readdirSync(join(assembly, cut))[0] ?? ''))
  expect(await synthesize(assembly)).toBe(true)
  expect(filesOf(assembly)).toEqual(whole)
  expect(await synthesize(assembly)).toBe(false)
}, 60_000)
