import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { Script } from 'node:vm'

/** Writes the compiled code of a script that has run. */
export type KeepCode = () => void

const BEFORE_TEXT = Module.wrap('').indexOf('\n')

/**
 * Runs a script of CommonJS for `require`, with the code that an earlier thread has kept in a folder for the same text. What is kept when
 * it has handled an event is all that one needs; Node's own cache has only what is compiled before anything runs.
 */
export const runScript = (file: string, folder: string): KeepCode => {
  const text = readFileSync(file, 'utf8')
  const kept = join(folder, hash('sha256', text))
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  const script = new Script(Module.wrap(text), {
    filename: file,
    columnOffset: -BEFORE_TEXT,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const require = Module.createRequire(file)
  const module = Object.assign(new Module(file), { filename: file, loaded: true })
  Reflect.apply(script.runInThisContext(), module.exports, [
    module.exports,
    require,
    module,
    file,
    dirname(file),
  ])
  require.cache[file] = module
  let isKept = cachedData !== undefined && script.cachedDataRejected !== true
  return () => {
    if (isKept) return
    isKept = true
    try {
      mkdirSync(folder, { recursive: true })
      const draft = `${kept}.${process.pid}.${threadId}.draft`
      writeFileSync(draft, script.createCachedData())
      renameSync(draft, kept)
    } catch {
      // Then the next thread compiles it again.
    }
  }
}
