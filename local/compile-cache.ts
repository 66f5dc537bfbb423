import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** The folder of what processes and functions have compiled, which each later one takes from there. */
export const COMPILED = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled')

enableCompileCache(COMPILED)
