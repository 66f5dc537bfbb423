import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
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

/** The page of guards, formatted as the format check wants it; the same guards and tests make the same page. */
export const guardsPage = async (fates: readonly Fate[]): Promise<string> => {
  const byOperation = Map.groupBy(
    fates.toSorted((one, other) =>
      `${one.operation} ${one.guard}` < `${other.operation} ${other.guard}` ? -1 : 1,
    ),
    ({ operation }) => operation,
  )
  const sections = [...byOperation].map(([operation, own]) => sectionOf(operation, own))
  return format([INTRODUCTION, ...sections].join('\n'), { ...(await resolveConfig(PAGE)), filepath: PAGE })
}

/** Puts the page in its place. */
export const writeGuardsPage = async (fates: readonly Fate[]): Promise<void> =>
  writeFileSync(PAGE, await guardsPage(fates))
