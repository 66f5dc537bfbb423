import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'
import type { Operation } from '../shared/declaration/operation.ts'
import { kebab } from './bundle/kebab.ts'
import { type Built, keptBundles } from './bundle/kept.ts'
import { lazyModuleName, lazyModules } from './bundle/lazy-modules.ts'
import { measured, sourcesOf, type Measure } from './bundle/measure.ts'
import { replaceFile } from './bundle/replace-file.ts'
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

const sourceOf = (area: string, name: string): string => {
  const file = `functions/${area}/${kebab(name)}.ts`
  if (!existsSync(join(root, file)))
    throw new Error(`The operation ${name} is declared, but ${file} is missing`)
  return file
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

/** The files that esbuild read for one, itself among them. */
const filesReadFor = (start: string, { inputs }: Metafile): readonly string[] => {
  const files = new Set([start])
  for (const file of files)
    for (const { path, external } of inputs[file]?.imports ?? []) if (external !== true) files.add(path)
  return [...files]
}

interface LazyModule {
  readonly contents: Uint8Array
  readonly inputs: readonly string[]
}

/** The built lazy modules, by file name. */
const buildLazyModules = async (paths: readonly string[]): Promise<Map<string, LazyModule>> => {
  const entryPoints = paths.map((path) => ({ in: path, out: lazyModuleName(path).replace(/\.js$/, '') }))
  const { outputFiles, metafile } = await build({ ...settings, entryPoints, charset: 'utf8', metafile: true })
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const entryPoint = metafile.outputs[relative(root, path)]?.entryPoint ?? ''
      return [basename(path), { contents, inputs: filesReadFor(entryPoint, metafile) }]
    }),
  )
}

interface Source {
  readonly name: string
  readonly file: string
}

/** Builds functions in one run; throws when a trimming rule finds nothing. */
const buildFunctions = async (wanted: readonly Source[], areAll: boolean): Promise<Map<string, Built>> => {
  const lazy = new Set<string>()
  const trim = trimming()
  const entryPoints = wanted.map(({ name, file }) => ({ in: file, out: `${name}/index` }))
  const { outputFiles, metafile } = await build(
    functionBuild(entryPoints, [lazyModules((path) => lazy.add(path)), trim.plugin]),
  )
  const unused = areAll ? trim.unused() : []
  if (unused.length > 0)
    throw new Error(`infra/bundle/trimming.ts finds nothing to leave out for: ${unused.join('; ')}`)
  const modules = await buildLazyModules([...lazy])
  const built = outputFiles.map(({ path, contents }): [string, Built] => {
    const folder = dirname(path)
    const output = metafile.outputs[relative(root, path)]
    const imported = new Set(output?.imports.map((one) => one.path))
    const carried = [...modules].filter(([name]) => imported.has(`./${name}`))
    const files = new Map([
      ['index.js', contents],
      ['package.json', Buffer.from('{"type":"commonjs"}\n')],
      ...carried.map(([name, module]): [string, Uint8Array] => [name, module.contents]),
    ])
    for (const [file, bytes] of files) replaceFile(join(folder, file), bytes)
    for (const file of readdirSync(folder)) if (!files.has(file)) rmSync(join(folder, file), { force: true })
    const inputs = [
      ...filesReadFor(output?.entryPoint ?? '', metafile),
      ...carried.flatMap(([, module]) => module.inputs),
    ]
    return [
      basename(folder),
      { inputs: [...new Set(inputs)], sources: sourcesOf(metafile, relative(root, path)) },
    ]
  })
  return new Map(built)
}

/** Builds in one run all functions of which a file has changed since they were last built, with the same bytes on every machine; throws when an operation's file is missing, or when a trimming rule finds nothing. */
export const bundleFunctions = async (areas: Areas): Promise<Bundles> => {
  const wanted = Object.entries(areas).flatMap(([area, operations]) =>
    Object.keys(operations).map((name) => ({ name, file: sourceOf(area, name) })),
  )
  const began = Date.now()
  const kept = keptBundles(root, outdir, wanted)
  const functions = new Map(
    wanted.flatMap(({ name }) => {
      const found = kept.find(name)
      return found === undefined ? [] : [[name, found]]
    }),
  )
  const stale = wanted.filter(({ name }) => !functions.has(name))
  if (stale.length > 0) {
    for (const [name, built] of await buildFunctions(stale, stale.length === wanted.length))
      functions.set(name, built)
    kept.keep(functions, began)
  }
  return {
    codeOf: (name) => Code.fromAsset(dirname(fileOf(name))),
    measure: (name) => measured(functions.get(name)?.sources ?? [], readFileSync(fileOf(name))),
  }
}
