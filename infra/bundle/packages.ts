import { isBuiltin } from 'node:module'
import { relative } from 'node:path'
import { build, type OnResolveArgs, type Plugin } from 'esbuild'
import { functionBuild, root } from './function-build.ts'

/** The file with the packages of a function, beside its code. */
export const PACKAGES = 'packages.js'

/** The names that code imports, by package; `default` is one. */
type Imported = ReadonlyMap<string, ReadonlySet<string>>

/** What is imported by name, such as `zod` or `node:net`. */
const BARE = /^[^./]/

const isPackage = (path: string): boolean => BARE.test(path) && !isBuiltin(path)

const isImported = ({ kind, path }: OnResolveArgs): boolean => kind !== 'entry-point' && isPackage(path)

const packagesLeftOut: Plugin = {
  name: 'packages-left-out',
  setup: ({ onResolve }) => {
    onResolve({ filter: BARE }, (args) =>
      isImported(args) ? { path: args.path, external: true, sideEffects: false } : undefined,
    )
  },
}

const IMPORT = /^import (?:(\w+)|\* as (\w+)|\{([^}]*)\}) from "([^"]+)";$/gm
const USE = /\b(\w+)\.([\w$]+)/g

const importedIn = (code: string): Imported => {
  const imported = new Map<string, Set<string>>()
  const namespaces = new Map<string, Set<string>>()
  for (const [, byDefault, namespace, named, path = ''] of code.matchAll(IMPORT)) {
    if (!isPackage(path)) continue
    const names = imported.get(path) ?? new Set()
    imported.set(path, names)
    if (byDefault !== undefined) names.add('default')
    if (namespace !== undefined) namespaces.set(namespace, names)
    for (const one of named?.split(',') ?? []) names.add(one.trim().replace(/ as .*/, ''))
  }
  for (const [, namespace = '', name = ''] of code.matchAll(USE)) namespaces.get(namespace)?.add(name)
  return imported
}

/** What the code of functions imports from packages; `plugins` are those with which it is built. */
export const importedBy = async (files: readonly string[], plugins: readonly Plugin[]): Promise<Imported> => {
  const contents = files.map((file, index) => `export * as function${index} from './${file}'`).join('\n')
  const { outputFiles } = await build({
    ...functionBuild([], [packagesLeftOut, ...plugins]),
    stdin: { contents, resolveDir: root },
    format: 'esm',
    minify: false,
    treeShaking: false,
  })
  return importedIn(outputFiles.map(({ text }) => text).join())
}

/** A name in the file of packages: `zod:string` is that which `zod` exports as `string`. */
const exported = (path: string, name: string): string => JSON.stringify(`${path}:${name}`)

const NAMESPACE = 'package'

/** Stands in for a package: each name that is used is taken from the file of packages. */
const standIn = (path: string, names: ReadonlySet<string>): string => `
const packages = require('./${PACKAGES}')
${[...names]
  .map(
    (name, index) =>
      `const name${index} = /* @__PURE__ */ (() => packages[${exported(path, name)}])()
export { name${index} as ${name} }`,
  )
  .join('\n')}`

/** Takes the packages that functions import from the file beside their code. */
export const packagesBeside = (imported: Imported): Plugin => ({
  name: 'packages-beside',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: BARE }, (args) =>
      isImported(args) ? { path: args.path, namespace: NAMESPACE, sideEffects: false } : undefined,
    )
    onResolve({ filter: /^/, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }))
    onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path }) => {
      const names = imported.get(path)
      return names && { contents: standIn(path, names) }
    })
  },
})

/** The packages of which something is in a built function, by what it was built from. */
export const packagesIn = (sources: readonly string[]): string[] =>
  sources.flatMap((source) =>
    source.startsWith(`${NAMESPACE}:`) ? [source.slice(NAMESPACE.length + 1)] : [],
  )

const SET = 'packages-of'

/** Builds a file of packages for each set of them, such as `ulid zod`, with every name that any function imports. */
export const buildPackages = async (
  sets: readonly string[],
  imported: Imported,
  plugins: readonly Plugin[],
) => {
  const contentsOf = (set: string): string => {
    const names = set
      .split(' ')
      .flatMap((path) => [...(imported.get(path) ?? [])].map((name) => ({ path, name })))
    const imports = names.map(({ path, name }, index) => `import { ${name} as name${index} } from '${path}'`)
    const exports = names.map(({ path, name }, index) => `${exported(path, name)}: name${index}`)
    return `${imports.join('\n')}\nmodule.exports = { ${exports.join(', ')} }`
  }
  const ofSets: Plugin = {
    name: SET,
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^/ }, ({ kind, path }) =>
        kind === 'entry-point' ? { path, namespace: SET } : undefined,
      )
      onLoad({ filter: /^/, namespace: SET }, ({ path }) => ({
        contents: contentsOf(path),
        resolveDir: root,
      }))
    },
  }
  const entryPoints = sets.map((set, index) => ({ in: set, out: `${index}` }))
  const options = functionBuild(entryPoints, [ofSets, ...plugins])
  const { outputFiles, metafile } = await build({
    ...options,
    logOverride: { ...options.logOverride, 'commonjs-variable-in-esm': 'silent' },
  })
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      metafile.outputs[relative(root, path)]?.entryPoint?.slice(SET.length + 1),
      contents,
    ]),
  )
  return { metafile, files }
}
