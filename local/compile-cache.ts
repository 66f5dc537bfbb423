import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** What one process has compiled, each later one takes from here; imported before all else. */
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))
