import { build } from 'esbuild'
import type { BrowserContext, BrowserContextOptions, Browser, Page, Request } from 'playwright-core'

/** What the in-page checks are called by there. */
export const IN_PAGE = 'soundness'

/** What fails to load is noted with its address, and what a policy refuses by the page. */
const NOTED_ELSEWHERE = /^Failed to load resource|The action has been blocked\.$/

interface Watched {
  readonly noted: string[]
  readonly underWay: Set<Request>
}
const WATCHED = new WeakMap<Page, Watched>()

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

const watch = (page: Page): void => {
  const noted: string[] = []
  const underWay = new Set<Request>()
  WATCHED.set(page, { noted, underWay })
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('pageerror', (error) => noted.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !NOTED_ELSEWHERE.test(message.text()))
      noted.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    underWay.delete(request)
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
  context.on('page', watch)
  await context.addInitScript({ content: await inPageScript() })
  return context
}

const watched = (page: Page): Watched => {
  const found = WATCHED.get(page)
  if (found === undefined) throw new Error('This page belongs to no watched context')
  return found
}

/** What has gone wrong in a page of a watched context since the last time: errors, and requests that failed or were refused. */
export const takeNoted = (page: Page): string[] => watched(page).noted.splice(0)

/** Resolves once a page of a watched context waits for no answer. */
export const allAnswered = async (page: Page): Promise<void> => {
  const { underWay } = watched(page)
  while (underWay.size > 0)
    await Promise.all([...underWay].map(async (request) => (await request.response())?.finished()))
}
