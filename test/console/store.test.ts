import * as z from 'zod'
import { beforeAll, describe, expect, it } from 'vitest'
import { callApi, tokenFor } from '../../local/call.ts'
import { useConsole } from '../support/browser/console.ts'
import { PEOPLE, type Scene, arrangeScene } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const EN = { language: 'en', width: 1440, scheme: 'light' } as const

describe('customers in the Store', () => {
  const { used, personAt } = useConsole()
  let scene: Scene
  beforeAll(async () => {
    scene = await arrangeScene(used.laptop)
  }, SLOW_MS)

  it(
    'are all listed with what they bring in, also who has revoked the access (R13, R63)',
    async () => {
      const { page, open } = await personAt(PEOPLE.partner, EN)
      await open('/store/customers')
      const paid = page.getByRole('row', { name: 'example.it' })
      await paid.getByText('Reseller card (RC)').waitFor()
      await paid.getByText('Standard, monthly').waitFor()
      await page.getByRole('row', { name: 'example.co.th' }).getByText('Revoked').waitFor()

      await open(`/store/customers/${scene.revoked}`)
      await page.getByText('The organisation has revoked your access.').waitFor()
      expect(await page.getByText('mali@example.co.th').count()).toBe(0)
      expect(await page.getByRole('heading', { name: 'Services' }).count()).toBe(0)
      expect(await page.locator('main').getByRole('button').allInnerTexts()).toEqual(['End the mapping'])
    },
    SLOW_MS,
  )

  it(
    'are updated, theirs beside mine where somebody else was faster (R13, R43)',
    async () => {
      const { page, open, expectSound } = await personAt(PEOPLE.partner, EN)
      await open(`/store/customers/${scene.tried}`)
      await page.getByRole('button', { name: 'Change details' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Change details' })
      await dialog.getByLabel('Organisation name').fill('')
      await dialog.getByRole('button', { name: 'Save' }).press('Enter')
      await dialog.getByRole('alert').getByText('Organisation name').waitFor()

      const { addresses } = used.laptop
      await callApi(addresses, {
        as: PEOPLE.partner,
        token: await tokenFor(addresses.issuer, { email: PEOPLE.partner }),
        method: 'PATCH',
        path: `/store/customers/${scene.tried}`,
        body: { organizationName: 'Net Bakery Two' },
        ifMatch: '*',
        answer: z.unknown(),
      })
      await dialog.getByLabel('Organisation name').fill('Net Bakery Three')
      await dialog.getByLabel('Contact phone').fill('+6621234567')
      await dialog.getByRole('button', { name: 'Save' }).press('Enter')
      await dialog.getByRole('cell', { name: 'Net Bakery Two' }).waitFor()
      await expectSound(/^request: 412 /)
      await dialog.getByRole('button', { name: 'Send mine' }).press('Enter')
      await page.getByRole('heading', { name: 'Net Bakery Three in the Partner Store' }).waitFor()
      await page.getByText('+6621234567').waitFor()
    },
    SLOW_MS,
  )

  it(
    'have services that are switched off and on (R15)',
    async () => {
      const { page, open, expectSound } = await personAt(PEOPLE.partner, EN)
      await open(`/store/customers/${scene.tried}`)
      await page.getByRole('button', { name: 'Switch off Chat' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: /^Switch off Chat for / })
      await expectSound()
      await dialog.getByRole('button', { name: 'Switch off' }).press('Enter')
      await page.getByRole('button', { name: 'Switch on Chat' }).press('Enter')
      await page.getByRole('button', { name: 'Switch off Chat' }).waitFor()
      await expectSound()
    },
    SLOW_MS,
  )

  it(
    'leave by an end of their mapping, which says before what follows (R16)',
    async () => {
      const { page, open, expectSound } = await personAt(PEOPLE.partner, EN)
      await open(`/store/customers/${scene.paid}`)
      await page.getByRole('button', { name: 'End the mapping' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'End the mapping of It Caffè (example.it)?' })
      await dialog.getByText('and then falls to the free plan').waitFor()
      await dialog.getByText('Your card is not charged for it any more.').waitFor()
      await expectSound()
      await dialog.getByRole('button', { name: 'End the mapping' }).press('Enter')
      await page.getByText('The mapping has ended. The organisation goes on without you.').waitFor()
      await page.getByRole('link', { name: 'All customers' }).press('Enter')
      await page.getByRole('row', { name: 'example.net' }).waitFor()
      expect(await page.getByRole('row', { name: 'example.it' }).count()).toBe(0)
    },
    SLOW_MS,
  )
})
