import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

/** The name under which a module lies beside the code that imports it. */
export const nameBeside = (path: string): string => `${basename(dirname(path))}-${basename(path, '.ts')}.js`

/**
 * Keeps what our own code imports dynamically out of it: it lies beside the code and is read when first imported, so that
 * no start pays for it. `found` is told each such module's path.
 */
export const beside = (found: (path: string) => void): Plugin => ({
  name: 'beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      found(join(resolveDir, path))
      return { path: `./${nameBeside(path)}`, external: true }
    })
  },
})
