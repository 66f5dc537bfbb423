import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { inputsOf } from '../../local/inputs.ts'

let root: string
let before: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inputs-'))
  for (const folder of ['functions/trials', 'shared', 'infra', 'docs', 'console'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['functions/trials/extend-trial.ts', 'shared/plan.ts', 'cdk.json', 'package-lock.json'])
    writeFileSync(join(root, file), 'one')
  before = inputsOf(root)
})

describe('what a template is synthesized from', () => {
  it('is the same while nothing is touched, and where something else is', () => {
    mkdirSync(join(root, 'test'))
    writeFileSync(join(root, 'test/some.test.ts'), '')
    expect(inputsOf(root)).toBe(before)
  })

  it.each<readonly [string, () => void]>([
    ['a source is changed', () => writeFileSync(join(root, 'shared/plan.ts'), 'three')],
    ['a lock is changed', () => writeFileSync(join(root, 'package-lock.json'), 'three')],
    ['a source is removed', () => rmSync(join(root, 'shared/plan.ts'))],
    ['a page of the console comes', () => writeFileSync(join(root, 'console/page.tsx'), '')],
    ['a source comes', () => writeFileSync(join(root, 'shared/words.ts'), '')],
    ['a source is renamed', () => renameSync(join(root, 'shared/plan.ts'), join(root, 'shared/plans.ts'))],
    [
      'a source is put back at its old time, as long as it was',
      () => {
        const file = join(root, 'functions/trials/extend-trial.ts')
        const { atime, mtime } = statSync(file)
        writeFileSync(file, 'two')
        utimesSync(file, atime, mtime)
      },
    ],
  ])('differs where %s', (_what, change) => {
    change()
    expect(inputsOf(root)).not.toBe(before)
  })
})
