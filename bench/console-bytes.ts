import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type ImportKind } from 'esbuild'
import { buildConsole } from '../infra/bundle/console.ts'

/** The most that the console may send, in bytes compressed (gzip -9). */
export const CONSOLE_BUDGETS = { script: 75_000, style: 10_000, lazyPage: 15_000 } as const

const WORDS = /^(en|th|pt-BR)-/

/** What the built console sends, in bytes compressed. */
export interface ConsoleBytes {
  /** Before the first page is there: the entry, all that it imports, and the heaviest words of a language. */
  readonly script: number
  readonly style: number
  readonly font: number
  /** What each page that is loaded when it is opened adds, the heaviest first. */
  readonly lazyPages: readonly { readonly name: string; readonly bytes: number }[]
}

const nameOf = (file: string): string => file.replace(/-[\w-]{8}\.\w+$/, '')
const sum = (figures: readonly number[]): number => figures.reduce((all, figure) => all + figure, 0)

/** Measures the console as it is built for production. */
export const consoleBytes = async (): Promise<ConsoleBytes> => {
  const folder = join(await buildConsole(), 'assets')
  const files = readdirSync(folder)
  const bytesOf = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
  const bytesOfAll = (end: string): number => sum(files.filter((file) => file.endsWith(end)).map(bytesOf))
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: files.filter((file) => file.endsWith('.js')).map((file) => `./${file}`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
  })
  const importsOf = (file: string, kind: ImportKind): string[] =>
    (metafile.inputs[file]?.imports ?? [])
      .filter((imported) => imported.kind === kind)
      .map(({ path }) => relative(folder, join(folder, path)))
  const withImports = (file: string, found = new Set<string>()): Set<string> => {
    if (!found.has(file)) {
      found.add(file)
      for (const imported of importsOf(file, 'import-statement')) withImports(imported, found)
    }
    return found
  }
  const [, entry = ''] =
    /src="\/?assets\/([^"]+\.js)"/.exec(readFileSync(join(folder, '..', 'index.html'), 'utf8')) ?? []
  const first = withImports(entry)
  const later = [...new Set([...first].flatMap((file) => importsOf(file, 'dynamic-import')))]
  const added = (file: string): number =>
    sum([...withImports(file)].filter((each) => !first.has(each)).map(bytesOf))
  const words = later.filter((file) => WORDS.test(file))
  return {
    script: sum([...first].map(bytesOf)) + Math.max(...words.map(added)),
    style: bytesOfAll('.css'),
    font: bytesOfAll('.woff2'),
    lazyPages: later
      .filter((file) => !WORDS.test(file))
      .map((file) => ({ name: nameOf(file), bytes: added(file) }))
      .toSorted((one, other) => other.bytes - one.bytes),
  }
}
