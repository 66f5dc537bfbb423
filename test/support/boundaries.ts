import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { cruise } from 'dependency-cruiser'
import * as z from 'zod'
import configuration from '../../.dependency-cruiser.js'
import type { ForbiddenImport } from './forbidden-imports.ts'

const ROOT = dirname(dirname(import.meta.dirname))

const Cruised = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() })),
    totalCruised: z.int(),
  }),
})

/** What the boundaries say of some folders below a root: the modules they looked at and the rules that are broken. */
export const cruised = async (folders: readonly string[], baseDir = ROOT) => {
  const { forbidden, options } = configuration
  const { output } = await cruise([...folders], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  })
  const { modules, summary } = Cruised.parse(output)
  return {
    sources: modules.map(({ source }) => source),
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    broken: [...new Set(summary.violations.map(({ rule }) => rule.name))],
  }
}

const isOwnFile = (imported: string): boolean => imported.endsWith('.ts')

/** Writes the two files of a forbidden import, lets `use` see the tree and takes it away; inside the project, so that packages are found. */
export const withForbiddenImport = async <T>(
  { rule, from, imports, typeOnly }: ForbiddenImport,
  use: (root: string) => Promise<T>,
): Promise<T> => {
  await mkdir(join(ROOT, '.build'), { recursive: true })
  const root = await mkdtemp(join(ROOT, '.build', 'forbidden-'))
  const importing = (specifier: string): string =>
    typeOnly ? `export type { a } from '${specifier}'\n` : `import '${specifier}'\n`
  const specifier = (to: string, source: string): string => {
    const path = relative(dirname(source), to)
    return path.startsWith('.') ? path : `./${path}`
  }
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  try {
    if (isOwnFile(imports))
      await write(
        imports,
        rule === 'no-cycles' ? importing(specifier(from, imports)) : 'export const a = 1\n',
      )
    await write(from, importing(isOwnFile(imports) ? specifier(imports, from) : imports))
    return await use(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
