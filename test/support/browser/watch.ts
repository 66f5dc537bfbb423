import { build } from 'esbuild'
import type { BrowserContext, BrowserContextOptions, Browser, Page } from 'playwright-core'

/** What the in-page checks are called by there. */
export const IN_PAGE = 'soundness'

/** What fails to load is noted with its address, and what a policy refuses by the page. */
const NOTED_ELSEWHERE = /^Failed to load resource|The action has been blocked\.$/
const NOTED = new WeakMap<Page, string[]>()

let script: Promise<string> | undefined

/** The in-page checks as one script, which content security policies do not concern. */
const inPageScript = (): Promise<string> =>
  (script ??= build({
    entryPoints: [`${import.meta.dirname}/page/sound.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: IN_PAGE,
    // What a script declares here stays in it.
    footer: { js: `globalThis.${IN_PAGE} = ${IN_PAGE}` },
    target: 'es2024',
  }).then(({ outputFiles: [file] }) => file?.text ?? ''))

const note = (page: Page): void => {
  const noted: string[] = []
  NOTED.set(page, noted)
  page.on('pageerror', (error) => noted.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !NOTED_ELSEWHERE.test(message.text()))
      noted.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {}
    // The page itself gives up requests that it no longer needs.
    if (errorText !== 'net::ERR_ABORTED')
      noted.push(`request: ${errorText} ${request.method()} ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400)
      noted.push(`request: ${response.status()} ${response.request().method()} ${response.url()}`)
  })
}

/** A browser context of one person, whose pages note from their start what goes wrong. */
export const watchedContext = async (
  browser: Browser,
  options: BrowserContextOptions,
): Promise<BrowserContext> => {
  const context = await browser.newContext(options)
  context.on('page', note)
  await context.addInitScript({ content: await inPageScript() })
  return context
}

/** What has gone wrong in a page of a watched context since the last time: errors, and requests that failed or were refused. */
export const takeNoted = (page: Page): string[] => {
  const noted = NOTED.get(page)
  if (noted === undefined) throw new Error('This page belongs to no watched context')
  return noted.splice(0)
}
