import { beforeAll, describe, expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { answerNext, keysOf, lostAfter, lostBefore, requestsOf } from '../support/browser/network.ts'
import { PEOPLE, arrangeScene } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const EN = { language: 'en', width: 1440, scheme: 'light' } as const

describe('our partner in the console', () => {
  const { used, personAt } = useConsole()
  beforeAll(async () => {
    await arrangeScene(used.laptop)
  }, SLOW_MS)

  it(
    'is revoked with a receipt, which outlives a reload and alone is printed, and granted again (R60, R61, R62)',
    async () => {
      const { page, settled, expectSound } = await personAt(PEOPLE.superAdmin, EN)
      await page.getByRole('button', { name: 'Revoke access' }).click()
      const dialog = page.getByRole('dialog', { name: 'Revoke the access of Demo Partner to Net Bakery?' })
      await dialog.getByLabel('Reason').fill('We look after ourselves')
      await dialog.getByRole('button', { name: 'Revoke access' }).click()

      const receipt = page.locator('.receipt')
      await receipt.getByRole('heading', { name: 'Receipt: the access of Demo Partner is revoked' }).waitFor()
      expect(await receipt.getByRole('listitem').count()).toBe(3)
      expect(await receipt.getByText(/^[A-Z][a-z ]+, on .+, by demo@partner\.example$/).count()).toBe(1)
      await page.getByText('You have revoked the access of Demo Partner').waitFor()
      // From the keyboard, as the focus is shown to it only.
      await page.keyboard.press('Tab')
      await expectSound()
      await page.reload()
      await receipt.getByRole('heading', { name: 'Receipt: the access of Demo Partner is revoked' }).waitFor()
      await settled()
      await page.keyboard.press('Tab')
      await expectSound()
      await page.emulateMedia({ media: 'print' })
      await receipt.waitFor()
      expect(await page.locator('.page > :visible').count()).toBe(1)
      await page.emulateMedia({ media: null })

      await page.getByRole('button', { name: 'Grant access again' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Grant access again' }).click()
      await page.getByText('Demo Partner may manage your organisation again.').waitFor()
      expect(await receipt.count()).toBe(0)
      await page.getByText('May manage us').waitFor()
    },
    SLOW_MS,
  )

  it(
    'is revoked and granted as often as that is decided, though answers were lost before (R60, R62)',
    async () => {
      const { page, context, settled } = await personAt(PEOPLE.superAdmin, EN)
      const revocations = requestsOf(page, 'POST', /\/partner-access\/revocation$/)
      const grants = requestsOf(page, 'POST', /\/partner-access\/grant$/)
      const dialog = page.getByRole('dialog')
      const unknown = dialog.getByText('Nobody knows whether it was done.')
      const revoke = page.getByRole('button', { name: 'Revoke access', exact: true })
      const grant = page.getByRole('button', { name: 'Grant access again' })
      const heading = () => page.evaluate(() => document.activeElement?.tagName)
      const lose = async (address: RegExp, lost: typeof lostAfter): Promise<void> => {
        await answerNext(page, 'POST', address, lost)
        await dialog.getByRole('button', { name: /access/ }).click()
        await unknown.waitFor()
        await page.unrouteAll()
        await page.keyboard.press('Escape')
      }
      await revoke.click()
      await dialog.getByLabel('Reason').fill('First')
      await lose(/\/revocation$/, lostBefore)
      await settled()
      await revoke.click()
      await lose(/\/revocation$/, lostAfter)
      await page.getByText('You have revoked the access of Demo Partner').waitFor()
      expect(keysOf(revocations)).toHaveLength(1)
      await expect.poll(heading).toBe('H1')

      await grant.click()
      await lose(/\/grant$/, lostAfter)
      await page.getByText('May manage us').waitFor()
      await expect.poll(heading).toBe('H1')
      await revoke.click()
      await dialog.getByLabel('Reason').fill('Second')
      await dialog.getByRole('button', { name: 'Revoke access' }).click()
      await page.locator('.receipt').waitFor()
      expect(keysOf(revocations)).toHaveLength(2)

      await grant.click()
      await dialog.getByText('Nobody knows').waitFor({ state: 'detached' })
      await dialog.getByRole('button', { name: 'Grant access again' }).click()
      await page.getByText('Demo Partner may manage your organisation again.').waitFor()
      expect(keysOf(grants)).toHaveLength(2)
      await page.reload()
      await page.getByText('May manage us').waitFor()
      await context.close()
    },
    SLOW_MS,
  )
})
