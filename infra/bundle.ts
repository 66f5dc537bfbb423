import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { isHttp, type Operation } from '../shared/declaration/operation.ts'
import { functionBuild, outdir, root, settings } from './bundle/function-build.ts'
import { kebab } from './bundle/kebab.ts'
import { type Built, keptBuild } from './bundle/kept.ts'
import { lazyModuleName, lazyModules } from './bundle/lazy-modules.ts'
import { measured, sourcesOf, type Measure } from './bundle/measure.ts'
import { buildPackages, importedBy, PACKAGES, packagesBeside, packagesIn } from './bundle/packages.ts'
import { replaceFile } from './bundle/replace-file.ts'
import { trimming } from './bundle/trimming.ts'

/** The contract's shape: area → operation name → operation. */
export type Areas = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** The built functions, by operation name. */
export interface Bundles {
  /** The folder with a function's code. */
  folderOf(name: string): string
  measure(name: string): Measure
}

const CODE = 'index.js'
const COMMONJS = Buffer.from('{"type":"commonjs"}\n')
const fileOf = (name: string, file: string): string => join(outdir, name, file)

/** What awaits an HTTP function's priming; it is a module, as no other code may await at its top. */
const PRIMED = 'primed.mjs'
const primed = readFileSync(join(root, 'infra', 'bundle', PRIMED))

/** What Lambda calls, as file and export: only what somebody waits for over HTTP is primed before its first call. */
export const handlerOf = (operation: Operation): string =>
  isHttp(operation) ? 'primed.handler' : 'index.handler'

/** The built file that exports an operation's handler. */
export const entryOf = (operation: Operation): string =>
  fileOf(operation.name, isHttp(operation) ? PRIMED : CODE)

const sourceOf = (area: string, name: string): string => {
  const file = `functions/${area}/${kebab(name)}.ts`
  if (!existsSync(join(root, file)))
    throw new Error(`The operation ${name} is declared, but ${file} is missing`)
  return file
}

/** The built lazy modules, by file name. */
const buildLazyModules = async (paths: readonly string[], plugins: Plugin[]) => {
  const entryPoints = paths.map((path) => ({ in: path, out: lazyModuleName(path).replace(/\.js$/, '') }))
  const { outputFiles, metafile } = await build({
    ...settings,
    entryPoints,
    plugins,
    charset: 'utf8',
    metafile: true,
  })
  return { metafile, files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])) }
}

/** The files that builds have read, but not what plugins have made up, whose names begin with the namespace. */
const filesRead = (metafiles: readonly Metafile[]): string[] => [
  ...new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs).filter((path) => !/^[\w-]+:/.test(path)))),
]

interface Source {
  readonly name: string
  readonly file: string
  readonly isPrimed: boolean
}

/** Puts each function's files into its folder, and nothing else; what several have is on the disk once. */
const folders = () => {
  const written = new Map<Uint8Array, string>()
  return (folder: string, files: ReadonlyMap<string, Uint8Array>): void => {
    for (const [file, contents] of files) {
      const path = join(folder, file)
      replaceFile(path, contents, written.get(contents))
      written.set(contents, path)
    }
    for (const file of readdirSync(folder)) if (!files.has(file)) rmSync(join(folder, file), { force: true })
  }
}

/** Builds all functions in one run, and the packages once for all that use the same ones; throws when a trimming rule finds nothing. */
const buildFunctions = async (wanted: readonly Source[]): Promise<Built> => {
  const lazy = new Set<string>()
  const trim = trimming()
  const own = [lazyModules((path) => lazy.add(path)), trim.plugin]
  const imported = await importedBy(
    wanted.map(({ file }) => file),
    own,
  )
  const { outputFiles, metafile } = await build(
    functionBuild(
      wanted.map(({ name, file }) => ({ in: file, out: `${name}/index` })),
      [packagesBeside(imported), ...own],
    ),
  )
  const sources = new Map(outputFiles.map(({ path }) => [path, sourcesOf(metafile, relative(root, path))]))
  const setOf = (path: string): string =>
    packagesIn(sources.get(path) ?? [])
      .toSorted()
      .join(' ')
  const [packages, modules] = await Promise.all([
    buildPackages([...new Set(outputFiles.map(({ path }) => setOf(path)))], imported, [trim.plugin]),
    buildLazyModules([...lazy], [trim.plugin]),
  ])
  const unused = trim.unused()
  if (unused.length > 0)
    throw new Error(`infra/bundle/trimming.ts finds nothing to leave out for: ${unused.join('; ')}`)
  const toPrime = new Set(wanted.filter(({ isPrimed }) => isPrimed).map(({ name }) => name))
  const replaceFiles = folders()
  for (const { path, contents } of outputFiles) {
    const folder = dirname(path)
    const name = basename(folder)
    const imports = new Set(metafile.outputs[relative(root, path)]?.imports.map((one) => one.path))
    const beside = packages.files.get(setOf(path))
    replaceFiles(
      folder,
      new Map<string, Uint8Array>([
        [CODE, contents],
        ['package.json', COMMONJS],
        ...(beside ? [[PACKAGES, beside] as const] : []),
        ...[...modules.files].filter(([module]) => imports.has(`./${module}`)),
        ...(toPrime.has(name) ? [[PRIMED, primed] as const] : []),
      ]),
    )
  }
  return {
    inputs: filesRead([metafile, packages.metafile, modules.metafile]),
    sources: Object.fromEntries([...sources].map(([path, from]) => [basename(dirname(path)), from])),
  }
}

/** Builds all functions, unless none of the files that they are built from has changed since they were last built, with the same bytes on every machine; throws when an operation's file is missing, or when a trimming rule finds nothing. */
export const bundleFunctions = async (areas: Areas): Promise<Bundles> => {
  const wanted = Object.entries(areas).flatMap(([area, operations]) =>
    Object.entries(operations).map(([name, operation]) => ({
      name,
      file: sourceOf(area, name),
      isPrimed: isHttp(operation),
    })),
  )
  const { sources } = await keptBuild(
    { root, outdir, named: wanted.map(({ name, file }) => `${name}=${file}`) },
    () => buildFunctions(wanted),
  )
  return {
    folderOf: (name) => join(outdir, name),
    measure: (name) =>
      measured(
        sources[name] ?? [],
        [CODE, PACKAGES]
          .map((file) => fileOf(name, file))
          .filter(existsSync)
          .map((file) => readFileSync(file)),
      ),
  }
}
