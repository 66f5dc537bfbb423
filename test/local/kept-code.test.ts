import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runScript } from '../../local/cloud/kept-code.ts'

const require = createRequire(import.meta.url)

describe('The compiled code of functions', () => {
  let folder: string
  let script: string
  let kept: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-code-'))
    script = join(folder, 'index.js')
    kept = join(folder, 'kept')
    writeFileSync(script, "exports.handler = () => ({ file: __filename, own: typeof require('node:fs') })")
  })
  afterEach(() => {
    Reflect.deleteProperty(require.cache, script)
    rmSync(folder, { recursive: true, force: true })
  })
  const handled = (): unknown => {
    const { handler } = require(script)
    return handler()
  }
  const files = (): string[] => readdirSync(kept)

  it('is kept once, and a script that runs with it is what `require` gives', () => {
    const keepFirst = runScript(script, kept)
    expect(handled()).toEqual({ file: script, own: 'object' })
    keepFirst()
    expect(files()).toHaveLength(1)
    const before = readFileSync(join(kept, `${files()[0]}`))
    runScript(script, kept)()
    expect(handled()).toEqual({ file: script, own: 'object' })
    expect(files()).toHaveLength(1)
    expect(readFileSync(join(kept, `${files()[0]}`))).toEqual(before)
  })

  it('is of the text alone: another text of the same length runs as it is', () => {
    runScript(script, kept)()
    writeFileSync(script, readFileSync(script, 'utf8').replace('own:', 'new:'))
    runScript(script, kept)()
    expect(handled()).toEqual({ file: script, new: 'object' })
    expect(files()).toHaveLength(2)
  })

  it('is replaced where it is of another Node', () => {
    const text = "exports.handler = () => 'handled'"
    const file = join(kept, hash('sha256', text))
    writeFileSync(script, text)
    mkdirSync(kept)
    writeFileSync(file, 'of another Node')
    runScript(script, kept)()
    expect(handled()).toBe('handled')
    expect(readFileSync(file).length).toBeGreaterThan(100)
  })

  it('tells the place of what is thrown, as it is in the file', () => {
    writeFileSync(script, "exports.handler = () => { throw new Error('broken') }")
    runScript(script, kept)
    expect(handled).toThrow(expect.objectContaining({ stack: expect.stringContaining(`${script}:1:33`) }))
  })
})
