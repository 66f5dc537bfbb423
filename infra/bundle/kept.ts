import { hash } from 'node:crypto'
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import * as z from 'zod'
import { PARTIAL, replaceFile } from './replace-file.ts'

const Built = z.object({
  /** Every file that was read for it, from the project's folder. */
  inputs: z.array(z.string()),
  /** The files of which something is in the code of each function, by its name. */
  sources: z.record(z.string(), z.array(z.string())),
})
/** What a folder was built from. */
export type Built = Readonly<z.infer<typeof Built>>

const Kept = Built.extend({
  /** The names and contents of all inputs and of all that was built. */
  contents: z.string(),
})

/** What is to be built, or taken as it was built before. */
interface Wanted {
  readonly root: string
  readonly outdir: string
  /** What the build is asked for. */
  readonly named: readonly string[]
}

/** What any build depends on besides the files that it reads. */
const COMMON = ['package.json', 'package-lock.json', 'tsconfig.json', 'infra/bundle.ts', 'infra/bundle/*']

const ABSENT = 'absent'

const contentsOf = (file: string): string => (existsSync(file) ? hash('sha256', readFileSync(file)) : ABSENT)

const filesIn = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && !entry.name.endsWith(PARTIAL))
    .map((entry) => join(entry.parentPath, entry.name))

const stateOf = ({ root, outdir, named }: Wanted, inputs: readonly string[]): string => {
  const read = [...globSync(COMMON, { cwd: root }), ...inputs].map((path) => join(root, path))
  const lines = [...read, ...filesIn(outdir)].map((file) => `${relative(root, file)} ${contentsOf(file)}`)
  return hash('sha256', [...named, ...lines].toSorted().join('\n'))
}

/** What was kept; `undefined` where nothing was, or not all of it is there. */
const keptIn = (record: string): z.infer<typeof Kept> | undefined => {
  try {
    return Kept.parse(JSON.parse(readFileSync(record, 'utf8')))
  } catch {
    return undefined
  }
}

/** Builds a folder, unless it and every file that it was built from have the same contents as after the last time; what was built of a file that has changed since then is built anew the next time. */
export const keptBuild = async (
  wanted: Wanted,
  build: () => Promise<Built>,
  began = Date.now(),
): Promise<Built> => {
  const record = `${wanted.outdir}.json`
  const kept = keptIn(record)
  if (kept !== undefined && kept.contents === stateOf(wanted, kept.inputs)) return kept
  const built = await build()
  const hasChanged = built.inputs.some(
    (path) => (statSync(join(wanted.root, path), { throwIfNoEntry: false })?.ctimeMs ?? began) >= began,
  )
  const contents = hasChanged ? ABSENT : stateOf(wanted, built.inputs)
  replaceFile(record, Buffer.from(JSON.stringify({ ...built, contents })))
  return built
}
