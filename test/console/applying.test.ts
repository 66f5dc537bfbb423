import { describe, expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { SLOW_MS } from '../support/laptop.ts'

const EN = { language: 'en', width: 1440, scheme: 'light' } as const
const NO_CARD =
  'Your plan for the partnership: This looks like the number of a payment card. Never write one here.'

describe('applying in the console', () => {
  const { personAt, strangerAt } = useConsole()

  it(
    'takes one through the steps, loses nothing to a refusal, a reload or a language, and ends at the application (R2, R3, R4, R5, R6)',
    async () => {
      const person = await personAt('new@nobody.example', EN)
      const { page } = person
      const next = page.getByRole('button', { name: 'Next' })
      const focused = () => page.evaluate(() => document.activeElement?.textContent)
      await page.getByRole('main').getByRole('link', { name: 'Become a partner' }).click()

      // A step is left only once its fields are filled in.
      await next.click()
      await expect.poll(() => page.locator('.summary li').count()).toBe(3)
      await page.getByLabel('Company name').fill('Siam Cloud')
      await page.getByLabel('E-mail address of the company').fill('hello@nobody.example')
      await page.getByLabel('Phone number').fill('+6621234567')
      await next.click()
      await expect.poll(focused).toBe('Address')
      await page.getByLabel('Street and number').fill('1 Rama IV Road')
      await page.getByLabel('City').fill('Bangkok')
      await page.getByLabel('Country').selectOption('TH')
      await next.click()
      await page.getByLabel('Workplace', { exact: true }).check()
      await next.click()
      await person.open('/apply?step=foo')
      await page.waitForURL(/\/apply$/)
      await page.getByRole('heading', { name: 'Company' }).waitFor()
      await person.open('/apply?step=plan')
      await page.getByLabel('Your experience').fill('Ten years of hosted mail.')
      await page.getByLabel('Your plan for the partnership').fill('Pay with 4111 1111 1111 1111.')
      await next.click()
      await page.getByRole('checkbox').check()
      await next.click()
      await page.getByText('1 Rama IV Road').waitFor()
      await page.getByRole('link', { name: 'Change: Address' }).click()
      await expect.poll(focused).toBe('Address')
      await page.getByRole('link', { name: 'Review', exact: true }).click()

      // What the server refuses is shown at its step and field.
      await page.getByRole('button', { name: 'Submit the application' }).click()
      await page.getByRole('link', { name: NO_CARD }).click()
      await page.getByLabel('Language', { exact: true }).selectOption('th')
      await page.getByRole('link', { name: /^แผนการสำหรับความเป็นพันธมิตร: / }).waitFor()
      await page.getByLabel('ภาษา', { exact: true }).selectOption('en')
      await page.getByLabel('Your plan for the partnership').fill('Win the schools.')
      await person.open('/apply?step=review')
      await page.getByRole('button', { name: 'Submit the application' }).click()

      await page.getByRole('heading', { name: 'Application of Siam Cloud' }).waitFor()
      expect(await page.getByText(/^You get our answer by .*: within 7 days\.$/).count()).toBe(1)
      // From the keyboard, as the focus is shown to it only.
      await page.keyboard.press('Tab')
      await person.expectSound(/^request: 400 /)
      await page.getByRole('button', { name: 'Withdraw' }).click()
      await page.getByRole('button', { name: 'Withdraw the application' }).click()
      await page.getByText('You withdrew it.').waitFor()
      await expect.poll(focused).toContain('You withdrew it.')
      await page.getByRole('main').getByRole('link', { name: 'Apply again' }).waitFor()
    },
    SLOW_MS,
  )

  it(
    'shows everybody the terms, in the language that the address asks for until another is chosen (R4)',
    async () => {
      const { page, open } = await strangerAt(EN)
      await open('/terms/2026-01?lang=th')
      const lang = () => page.evaluate(() => document.documentElement.lang)
      expect(await lang()).toBe('th')
      expect(page.url()).toMatch(/\/2026-01$/)
      await page.reload()
      await page.getByLabel('ภาษา', { exact: true }).waitFor()
      await page.getByLabel('ภาษา', { exact: true }).selectOption('pt-BR')
      await page.getByText('Versão 2026-01, em vigor desde ').waitFor()
      await open('/terms/2026-01?lang=toString')
      await page.waitForURL(/\/2026-01$/)
      expect(await lang()).toBe('pt-BR')
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('article h2').count()).toBeGreaterThan(3)
    },
    SLOW_MS,
  )
})
