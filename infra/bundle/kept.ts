import { hash } from 'node:crypto'
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import * as z from 'zod'
import { replaceFile } from './replace-file.ts'

/** What a function was built from, and into; all paths are from the project's folder. */
export interface Built {
  /** Every file that was read for it. */
  readonly inputs: readonly string[]
  /** Those of which something is in its code. */
  readonly sources: readonly string[]
}

const Kept = z.object({
  common: z.string(),
  /** The paths that functions name by their place here. */
  paths: z.array(z.string()),
  functions: z.record(
    z.string(),
    z.object({
      inputs: z.array(z.int()),
      sources: z.array(z.int()),
      /** The contents of its inputs and of the files in its folder. */
      contents: z.string(),
    }),
  ),
})
type Kept = z.infer<typeof Kept>

/** What any bundle depends on besides the files that it is made of. */
const COMMON = ['package.json', 'package-lock.json', 'tsconfig.json', 'infra/bundle.ts', 'infra/bundle/*']

const ABSENT = 'absent'

const kept = (file: string): Kept | undefined => {
  if (!existsSync(file)) return undefined
  const { data } = Kept.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return data
}

/** The bundles of an earlier build, each as long as it and every file that it was built from have the same contents as then. */
export const keptBundles = (
  root: string,
  outdir: string,
  functions: readonly { readonly name: string; readonly file: string }[],
) => {
  const record = join(outdir, 'kept.json')
  const digests = new Map<string, string>()
  const contentsOf = (path: string): string => {
    const known = digests.get(path)
    if (known !== undefined) return known
    const file = join(root, path)
    const digest = existsSync(file) ? hash('sha256', readFileSync(file)) : ABSENT
    digests.set(path, digest)
    return digest
  }
  const digestOf = (paths: readonly string[]): string =>
    hash('sha256', paths.map((path) => `${path} ${contentsOf(path)}\n`).join(''))
  const builtOf = (name: string): string => {
    const folder = join(outdir, name)
    const found = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
    const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const digest = (file: string): string => hash('sha256', readFileSync(file))
    return hash(
      'sha256',
      files
        .toSorted()
        .map((file) => `${relative(folder, file)} ${digest(file)}\n`)
        .join(''),
    )
  }
  const named = functions.map(({ name, file }) => `${name}=${file}`).toSorted()
  const common = `${digestOf(globSync(COMMON, { cwd: root }).toSorted())} ${named.join()}`
  const earlier = kept(record)
  const usable = earlier?.common === common ? earlier : undefined
  const pathsAt = (places: readonly number[]): string[] => places.map((place) => usable?.paths[place] ?? '')

  return {
    /** A function as it was built; `undefined` where it must be built anew. */
    find: (name: string): Built | undefined => {
      const found = usable?.functions[name]
      if (found === undefined) return undefined
      const built = { inputs: pathsAt(found.inputs), sources: pathsAt(found.sources) }
      return `${digestOf(built.inputs)} ${builtOf(name)}` === found.contents ? built : undefined
    },
    /** Keeps what is built now, but not what was built of a file that has changed since the build began. */
    keep: (built: ReadonlyMap<string, Built>, began: number): void => {
      const paths = [...new Set([...built.values()].flatMap(({ inputs }) => inputs))]
      const places = new Map(paths.map((path, place) => [path, place]))
      const placesOf = (wanted: readonly string[]): number[] =>
        wanted.flatMap((path) => places.get(path) ?? [])
      const changed = new Set(
        paths.filter(
          (path) => (statSync(join(root, path), { throwIfNoEntry: false })?.ctimeMs ?? 0) >= began,
        ),
      )
      const lasting = [...built].filter(([, { inputs }]) => !inputs.some((path) => changed.has(path)))
      const entries = lasting.map(([name, { inputs, sources }]): [string, Kept['functions'][string]] => [
        name,
        {
          inputs: placesOf(inputs),
          sources: placesOf(sources),
          contents: `${digestOf(inputs)} ${builtOf(name)}`,
        },
      ])
      const made: Kept = { common, paths, functions: Object.fromEntries(entries) }
      replaceFile(record, Buffer.from(JSON.stringify(made)))
    },
  }
}
