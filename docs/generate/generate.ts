import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { statusOf } from '../../functions/edge/problem-details.ts'
import { openapiDocument } from './openapi/document.ts'
import { accessPatternsPage } from './pages/access-patterns.ts'
import { areaOf, httpOperations } from './pages/contract.ts'
import { operationsPage } from './pages/operations.ts'
import { problemsPage } from './pages/problems.ts'
import { limitsModule } from './pages/limits.ts'
import { routesModule } from './pages/routes.ts'

const ROOT = new URL('../../', import.meta.url)

/** Everything that is derived from the contract as a file, by its path. */
const generated = {
  'docs/openapi.json': () =>
    JSON.stringify(openapiDocument({ operations: httpOperations, areaOf, statusOf })),
  'docs/problems.md': problemsPage,
  'docs/operations.md': operationsPage,
  'docs/access-patterns.md': accessPatternsPage,
  'shared/client/limits.ts': limitsModule,
  'shared/client/routes.ts': routesModule,
} as const satisfies Record<string, () => string | Promise<string>>

/** The paths of the generated files. */
export const generatedFiles = Object.keys(generated)

/** The generated files as they ought to read, formatted as the format check wants them. */
export const generateDocs = async (): Promise<Map<string, string>> => {
  const made = new Map<string, string>()
  for (const [path, make] of Object.entries(generated)) {
    const filepath = new URL(path, ROOT).pathname
    made.set(path, await format(await make(), { ...(await resolveConfig(filepath)), filepath }))
  }
  return made
}

/** The generated files that do not read as they ought to. */
export const driftedDocs = async (): Promise<string[]> => {
  const drifted: string[] = []
  for (const [path, wanted] of await generateDocs()) {
    const present = await readFile(new URL(path, ROOT), 'utf8').catch(() => '')
    if (present !== wanted) drifted.push(path)
  }
  return drifted
}

if (import.meta.main) {
  const drifted = await driftedDocs()
  if (process.argv.includes('--check')) {
    if (drifted.length > 0) {
      console.error(`Not as the contract says: ${drifted.join(', ')}. Run "npm run accept".`)
      process.exitCode = 1
    }
  } else {
    const made = await generateDocs()
    for (const path of drifted) await writeFile(new URL(path, ROOT), made.get(path) ?? '')
    console.log(drifted.length === 0 ? 'All up to date' : `Written: ${drifted.join(', ')}`)
  }
}
