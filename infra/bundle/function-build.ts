import { dirname, join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

/** The project's folder. */
export const root = dirname(dirname(import.meta.dirname))

/** Where functions are built, each in a folder of its name. */
export const outdir = join(root, '.build', 'functions')

/** How all code of functions is built. */
export const settings = {
  absWorkingDir: root,
  outdir,
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'import-is-undefined': 'error' },
} as const satisfies BuildOptions

/** The settings with which functions are built. */
export const functionBuild = (
  entryPoints: readonly { readonly in: string; readonly out: string }[],
  plugins: readonly Plugin[],
) =>
  ({
    ...settings,
    entryPoints: [...entryPoints],
    metafile: true,
    mainFields: ['module', 'main'],
    // A dynamic import becomes a `require`: Node loads undici and http2 at every start that could import dynamically.
    supported: { 'dynamic-import': false },
    plugins: [...plugins],
  }) satisfies BuildOptions
