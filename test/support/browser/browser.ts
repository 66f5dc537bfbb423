import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { SLOW_MS } from '../laptop.ts'

const connected = async (): Promise<Browser> => {
  const response = await fetch(inject('chromium'))
  const answer = await response.text()
  if (!response.ok) throw new Error(`Chromium does not start: ${answer}`)
  return chromium.connect(answer)
}

/** The Chromium of this run of the tests, for one file; the contexts that the file has opened end with it. */
export const useBrowser = (): { readonly browser: Browser } => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await connected()
  }, SLOW_MS)
  afterAll(() => browser?.close())
  return {
    get browser() {
      if (browser === undefined) throw new Error('Chromium is there once the tests of the file begin')
      return browser
    },
  }
}
