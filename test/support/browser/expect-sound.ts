import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { source } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import * as z from 'zod'
import { ROOT } from '../../../local/state.ts'
import { IN_PAGE, takeNoted } from './watch.ts'

const KEPT = join(ROOT, '.build', 'browser')
const AXE = {
  preload: false,
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // The checks of our own are stricter.
  rules: { 'target-size': { enabled: false }, 'document-title': { enabled: false } },
} as const

const Findings = z.array(z.string())
const Violations = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), any: z.array(z.object({ message: z.string() })) })),
  }),
)

/** What a page is expected to be. */
export interface Expected {
  /** The language of the page. */
  readonly language: string
  /** Findings that the test itself provokes, such as a refused request. */
  readonly except?: RegExp
}

const axeFindings = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const run = `axe.run(document, ${JSON.stringify(AXE)}).then(({ violations }) => violations)`
  return Violations.parse(await page.evaluate(run)).flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `axe: ${id} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`.trimEnd()),
  )
}

/** The faults of a page as it is now: its requests and errors, axe, the content security policy, the layout, the focus. */
export const faultsOf = async (page: Page, { language, except }: Expected): Promise<string[]> => {
  const own = Findings.parse(await page.evaluate(`${IN_PAGE}.findings(${JSON.stringify(language)})`))
  const all = [...own, ...(await axeFindings(page)), ...takeNoted(page)]
  return except === undefined ? all : all.filter((fault) => !except.test(fault))
}

/** Keeps a picture and the document of a page, and answers where. */
const kept = async (page: Page, language: string): Promise<string> => {
  const { pathname, search } = new URL(page.url())
  const name = [language, page.viewportSize()?.width, pathname, search].join(' ').replaceAll(/[^\w.-]+/g, '-')
  mkdirSync(KEPT, { recursive: true })
  const file = join(KEPT, name.slice(0, 120))
  writeFileSync(`${file}.html`, await page.content())
  await page.screenshot({ path: `${file}.png`, fullPage: true })
  return `${file}.png`
}

/** The faults of a page, and where they can be seen; none of a sound one. */
export const shownFaultsOf = async (page: Page, expected: Expected): Promise<string[]> => {
  const faults = await faultsOf(page, expected)
  return faults.length === 0 ? [] : [...faults, `seen in ${await kept(page, expected.language)}`]
}

/** Expects a page to be without fault. */
export const expectSound = async (page: Page, expected: Expected): Promise<void> =>
  expect(await shownFaultsOf(page, expected), page.url()).toEqual([])
