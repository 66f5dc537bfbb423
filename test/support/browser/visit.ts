import type { Page } from 'playwright-core'
import { IN_PAGE, allAnswered } from './watch.ts'

/** Begins to load a page of the console anew, and waits until it has its heading. */
export const beginAt = async (page: Page, address: string): Promise<void> => {
  // The console may leave for the sign-on before its page has loaded.
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('h1').first().waitFor()
  await page.evaluate(`${IN_PAGE}.beginning()`)
}

/** Resolves once a page of the console stands there with all that it has asked for. */
export const settled = async (page: Page): Promise<void> => {
  await page.evaluate(`${IN_PAGE}.arrival()`)
  await allAnswered(page)
  await page.evaluate(`${IN_PAGE}.arrival()`)
}

/** Goes to a page of the console without loading it anew, and waits until all of it is there. */
export const visit = async (page: Page, path: string): Promise<void> => {
  await page.evaluate(`${IN_PAGE}.go(${JSON.stringify(path)})`)
  await settled(page)
}
