import type { BrowserContext, Page } from 'playwright-core'
import { type Looks, browserOf, signIn } from '../../../local/browser/person.ts'
import { useLaptop } from '../laptop.ts'
import { useBrowser } from './browser.ts'
import { type Expected, expectSound, shownFaultsOf } from './expect-sound.ts'
import { beginAt, settled, visit } from './visit.ts'
import { watchedContext } from './watch.ts'

/** Somebody who uses the console, in a browser of their own. */
export interface Person {
  readonly context: BrowserContext
  readonly page: Page
  /** Goes to a page of the console without loading it anew, and waits until all of it is there. */
  visit(path: string): Promise<void>
  /** Loads a page of the console anew, as from a bookmark, and waits until all of it is there. */
  open(path: string): Promise<void>
  /** Begins to load a page of the console anew, and waits until it has a heading. */
  begin(path: string): Promise<void>
  /** Resolves once the page has all that it has asked for. */
  settled(): Promise<void>
  /** The faults of the page; `except` are findings that the test itself provokes. */
  faults(except?: RegExp): Promise<string[]>
  /** Expects the page to be without fault. */
  expectSound(except?: RegExp): Promise<void>
}

/** The console on a laptop of its own, for one file, and people who use it. */
export const useConsole = () => {
  const used = useLaptop()
  const chromium = useBrowser()
  const strangerAt = async (looks: Looks): Promise<Person> => {
    const context = await watchedContext(chromium.browser, browserOf(looks))
    const page = await context.newPage()
    const expected = (except?: RegExp): Expected => ({
      language: looks.language,
      ...(except === undefined ? {} : { except }),
    })
    const begin = (path: string): Promise<void> =>
      beginAt(page, new URL(path, used.laptop.addresses.console).href)
    return {
      context,
      page,
      visit: (path) => visit(page, path),
      begin,
      open: async (path) => {
        await begin(path)
        await settled(page)
      },
      settled: () => settled(page),
      faults: (except) => shownFaultsOf(page, expected(except)),
      expectSound: (except) => expectSound(page, expected(except)),
    }
  }
  /** Who is signed in, on the first page. */
  const personAt = async (email: string, looks: Looks): Promise<Person> => {
    const person = await strangerAt(looks)
    await signIn(person.page, used.laptop.addresses.console, email)
    await person.settled()
    return person
  }
  return { used, strangerAt, personAt }
}
