import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

/** The file name of a lazy module, such as `mails-th.js`. */
export const lazyModuleName = (path: string): string =>
  `${basename(dirname(path))}-${basename(path, '.ts')}.js`

/**
 * Keeps the modules that our own code imports dynamically out of the bundles: each is a file of its own in the function's
 * folder, read when it is first imported. `found` gets each module's path.
 */
export const lazyModules = (found: (path: string) => void): Plugin => ({
  name: 'lazy-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const module = join(resolveDir, path)
      found(module)
      return { path: `./${lazyModuleName(module)}`, external: true }
    })
  },
})
