import { vi } from 'vitest'

const KEPT = Symbol.for('workplace-partner-programme: environment of the tests')

/** The environment as it was before the first file of this process. */
const environment = (): NodeJS.ProcessEnv => {
  const kept: unknown = Reflect.get(globalThis, KEPT)
  if (kept !== undefined) return Object(kept)
  const first = { ...process.env }
  Reflect.set(globalThis, KEPT, first)
  return first
}

// One process runs many files, so that packages are loaded and compiled once: our own modules, which keep
// their client, table and settings, the environment and the spies begin anew with each file.
const first = environment()
for (const name of Object.keys(process.env))
  if (first[name] === undefined) Reflect.deleteProperty(process.env, name)
Object.assign(process.env, first)
vi.useRealTimers()
vi.restoreAllMocks()
vi.resetModules()
