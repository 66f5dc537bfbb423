import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../shared/kernel/text.ts'

/** How somebody sees the console. */
export interface Looks {
  readonly language: Language
  readonly width: 1440 | 390
  readonly scheme: 'light' | 'dark'
}

const HEIGHTS = { 1440: 900, 390: 844 } as const

/** The browser of somebody, who lives in Bangkok and wants nothing to move. */
export const browserOf = ({ language, width, scheme }: Looks): BrowserContextOptions => ({
  locale: language,
  timezoneId: 'Asia/Bangkok',
  viewport: { width, height: HEIGHTS[width] },
  colorScheme: scheme,
  reducedMotion: 'reduce',
  hasTouch: width === 390,
})

/** Signs in on the page of the local sign-on, which the console's button leads to, and returns to the address that was asked for, signed in. */
export const signIn = async (page: Page, address: string, email: string): Promise<void> => {
  await page.goto(address)
  await page.locator('main button.primary').click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(address)
  await page.locator('main#content').waitFor()
}
