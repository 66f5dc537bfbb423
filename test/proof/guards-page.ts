import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

const PAGE = join(import.meta.dirname, '../../docs/guards.md')

/** A guard that an operation's commits send, and the first of the operation's tests that fails without it. */
export interface Fate {
  readonly operation: string
  readonly guard: string
  readonly killedBy: string | undefined
}

const INTRODUCTION = `# Guards

Written by \`npm run proof\`, which takes out one guard at a time on the way to the table and runs the operation's own tests.
A guard is one part of a condition that an operation's commits send, named by what is done to which kind of item; each with the first test that fails without it.
`

const cell = (text: string): string => text.replaceAll('|', '\\|')

const sectionOf = (operation: string, fates: readonly Fate[]): string =>
  [
    `## ${operation}`,
    '',
    '| guard | fails without it |',
    '| --- | --- |',
    ...fates.map(({ guard, killedBy }) => `| \`${cell(guard)}\` | ${cell(killedBy ?? '**nothing**')} |`),
    '',
  ].join('\n')

/** The sections of a page, by their operation. */
const sectionsIn = (page: string): ReadonlyMap<string, string> =>
  new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), `## ${section}`]),
  )

/** The page of guards with new sections for the operations that have been run; it keeps those of the others that still have tests, formatted as the format check wants it. */
export const guardsPage = async (
  before: string,
  fates: readonly Fate[],
  tested: ReadonlySet<string>,
): Promise<string> => {
  const sorted = fates.toSorted((one, other) => (one.guard < other.guard ? -1 : 1))
  const renewed = [...Map.groupBy(sorted, ({ operation }) => operation)].map(
    ([operation, own]) => [operation, sectionOf(operation, own)] as const,
  )
  const sections = [...new Map([...sectionsIn(before), ...renewed])]
    .filter(([operation]) => tested.has(operation))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, section]) => section.trimEnd())
  return format([INTRODUCTION, ...sections].join('\n\n'), { ...(await resolveConfig(PAGE)), filepath: PAGE })
}

/** Puts the page in its place. */
export const writeGuardsPage = async (fates: readonly Fate[], tested: ReadonlySet<string>): Promise<void> =>
  writeFileSync(PAGE, await guardsPage(readFileSync(PAGE, 'utf8'), fates, tested))
