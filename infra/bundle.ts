import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { isHttp, type Operation } from '../shared/declaration/operation.ts'
import { kebab } from './bundle/kebab.ts'
import { lazyModuleName, lazyModules } from './bundle/lazy-modules.ts'
import { measured, type Measure } from './bundle/measure.ts'
import { trimming } from './bundle/trimming.ts'

/** The contract's shape: area → operation name → operation. */
export type Areas = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** The built functions, by operation name. */
export interface Bundles {
  codeOf(name: string): Code
  measure(name: string): Measure
}

const root = dirname(import.meta.dirname)
const outdir = join(root, '.build', 'functions')
const fileOf = (name: string): string => join(outdir, name, 'index.js')

/** What awaits an HTTP function's priming; it is a module, as no other code may await at its top. */
const PRIMED = 'primed.mjs'
const primed = readFileSync(join(root, 'infra', 'bundle', PRIMED))

/** What Lambda calls, as file and export: only what somebody waits for over HTTP is primed before its first call. */
export const handlerOf = (operation: Operation): string =>
  isHttp(operation) ? 'primed.handler' : 'index.handler'

/** The built file that exports an operation's handler. */
export const entryOf = (operation: Operation): string =>
  isHttp(operation) ? join(outdir, operation.name, PRIMED) : fileOf(operation.name)

const sourceOf = (area: string, name: string): string => {
  const file = `functions/${area}/${kebab(name)}.ts`
  if (!existsSync(join(root, file)))
    throw new Error(`The operation ${name} is declared, but ${file} is missing`)
  return file
}

/** Replaces a file in one step, and only where it differs, so that several builds may run at once. */
const replaceFile = (path: string, contents: Uint8Array): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, contents)
  renameSync(`${path}.${process.pid}`, path)
}

const settings = {
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

/** The built lazy modules, by file name. */
const buildLazyModules = async (paths: readonly string[]): Promise<Map<string, Uint8Array>> => {
  const entryPoints = paths.map((path) => ({ in: path, out: lazyModuleName(path).replace(/\.js$/, '') }))
  const { outputFiles } = await build({ ...settings, entryPoints, charset: 'utf8' })
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
}

/** Builds all functions in one run, with the same bytes on every machine; throws when an operation's file is missing, or when a trimming rule finds nothing. */
export const bundleFunctions = async (areas: Areas): Promise<Bundles> => {
  const entryPoints = Object.entries(areas).flatMap(([area, operations]) =>
    Object.keys(operations).map((name) => ({ in: sourceOf(area, name), out: `${name}/index` })),
  )
  const lazy = new Set<string>()
  const trim = trimming()
  const { outputFiles, metafile } = await build(
    functionBuild(entryPoints, [lazyModules((path) => lazy.add(path)), trim.plugin]),
  )
  const unused = trim.unused()
  if (unused.length > 0)
    throw new Error(`infra/bundle/trimming.ts finds nothing to leave out for: ${unused.join('; ')}`)
  const modules = await buildLazyModules([...lazy])
  for (const { path, contents } of outputFiles) {
    replaceFile(path, contents)
    replaceFile(join(dirname(path), 'package.json'), Buffer.from('{"type":"commonjs"}\n'))
    for (const { path: imported } of metafile.outputs[relative(root, path)]?.imports ?? [])
      for (const [name, module] of modules)
        if (imported === `./${name}`) replaceFile(join(dirname(path), name), module)
  }
  for (const operation of Object.values(areas).flatMap((operations) => Object.values(operations)))
    if (isHttp(operation)) replaceFile(entryOf(operation), primed)
  return {
    codeOf: (name) => Code.fromAsset(dirname(fileOf(name))),
    measure: (name) => measured(metafile, relative(root, fileOf(name)), readFileSync(fileOf(name))),
  }
}
