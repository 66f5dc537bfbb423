import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { callApi } from '../../local/call.ts'
import { stepsAt } from '../../local/demo-steps.ts'
import { untilNothingIsDue } from '../../local/rounds.ts'
import { useConsole } from '../support/browser/console.ts'
import { PEOPLE, type Scene, arrangeScene } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const EN = { language: 'en', width: 1440, scheme: 'light' } as const
const PAID_LONG_DAYS = 64

describe('mapping in the console', () => {
  const { used, personAt } = useConsole()
  let scene: Scene
  beforeAll(async () => {
    scene = await arrangeScene(used.laptop)
    await stepsAt(used.laptop).passUntil(PAID_LONG_DAYS)
    await untilNothingIsDue(used.laptop.runSchedules)
  }, SLOW_MS)

  it(
    'begins with a request of the partner, which it may withdraw (R14)',
    async () => {
      const { page, open, expectSound } = await personAt(PEOPLE.secondPartner, EN)
      await open('/store/mapping')
      await page.getByRole('button', { name: 'Ask an organisation' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Ask an organisation' })
      await expectSound()
      await dialog.getByLabel('Domain').fill('example.it')
      await dialog.getByLabel('Message').fill('We speak Italian.')
      await dialog.getByRole('button', { name: 'Send the request' }).press('Enter')
      const row = page.getByRole('row', { name: 'example.it' })
      await row.getByText('Open').waitFor()
      const asked = page.getByText('The request is sent.')
      expect(await asked.count()).toBe(1)
      await page.getByRole('button', { name: 'Withdraw the request to example.it' }).press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).press('Enter')
      await row.getByText('Withdrawn').waitFor()
      await expectSound()

      expect(await asked.count()).toBe(0)
      const withdrawn = page.getByText('The request to example.it is withdrawn.')
      expect(await withdrawn.count()).toBe(1)
      for (const list of ['Transfers', 'Tag requests']) {
        await page.getByRole('link', { name: list }).press('Enter')
        await expect.poll(() => withdrawn.count()).toBe(0)
      }
    },
    SLOW_MS,
  )

  it(
    'begins with a code too, shown once; who is left may object (R14)',
    async () => {
      const { page, open, expectSound } = await personAt(PEOPLE.secondPartner, EN)
      await open('/store/mapping')
      await page.getByRole('button', { name: 'Make a code' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Code for an organisation' })
      await dialog.getByRole('button', { name: 'Make a code' }).press('Enter')
      const code = await dialog.locator('code').innerText()
      expect(code).toMatch(/^\w{4}(-\w{4}){3}$/)
      await dialog.getByRole('button', { name: 'Copy the code' }).waitFor()
      await expectSound()
      await callApi(used.laptop.addresses, {
        as: 'irene@example.it',
        method: 'POST',
        path: `/organizations/${scene.paid}/partner`,
        body: { code },
        answer: z.object({ status: z.literal('transfer-pending') }),
      })

      const left = await personAt(PEOPLE.partner, EN)
      await left.open('/store/mapping?show=transfers')
      await left.page.getByText('From you, to Second Partner').waitFor()
      await left.page.getByRole('button', { name: 'Object to the move of It Caffè' }).press('Enter')
      const objection = left.page.getByRole('dialog')
      await objection.getByLabel('Reason').fill('They signed for two years.')
      await left.expectSound()
      await objection.getByRole('button', { name: 'Object' }).press('Enter')
      await left.page.getByText('Objection: They signed for two years.').waitFor()
      await left.expectSound()
    },
    SLOW_MS,
  )

  it(
    'is decided by the organisation: consent taken back, the mapping ended, another accepted (R14, R16)',
    async () => {
      const { page, open, expectSound } = await personAt('irene@example.it', EN)
      await open(`/organizations/${scene.paid}/mapping`)
      await page.getByRole('button', { name: 'Take our consent back' }).press('Enter')
      await expectSound()
      await page.getByRole('dialog').getByRole('button', { name: 'Take our consent back' }).press('Enter')
      await page.getByText('The move is cancelled.').waitFor()

      await page.getByRole('button', { name: 'End the mapping' }).press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'End the mapping' }).press('Enter')
      await page.getByText('No partner manages your organisation.').waitFor()

      await callApi(used.laptop.addresses, {
        as: PEOPLE.secondPartner,
        method: 'POST',
        path: '/tag-requests',
        body: { domain: 'example.it', message: 'Once more' },
        answer: z.unknown(),
      })
      await open(`/organizations/${scene.paid}/mapping`)
      await page.getByRole('button', { name: 'Accept the request of Second Partner' }).press('Enter')
      await expectSound()
      await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).press('Enter')
      await page.getByText('Your organisation is mapped to Second Partner, which').waitFor()
    },
    SLOW_MS,
  )

  /** It Caffè consents to a move from Second Partner to Demo Partner, and Second Partner objects. */
  const dispute = async (): Promise<string> => {
    const { addresses } = used.laptop
    const { code } = await callApi(addresses, {
      as: PEOPLE.partner,
      method: 'POST',
      path: '/partner/code',
      answer: z.object({ code: z.string() }),
    })
    const { transfer } = await callApi(addresses, {
      as: 'irene@example.it',
      method: 'POST',
      path: `/organizations/${scene.paid}/partner`,
      body: { code },
      answer: z.object({ transfer: z.object({ transferId: z.string() }) }),
    })
    await callApi(addresses, {
      as: PEOPLE.secondPartner,
      method: 'POST',
      path: `/transfers/${transfer.transferId}/objection`,
      body: { reason: 'We have just begun.' },
      answer: z.object({ state: z.literal('objected') }),
    })
    return transfer.transferId
  }

  it(
    'is decided by support where it was objected to, once, with a note that all sides read (R14)',
    async () => {
      const transferId = await dispute()
      const { page, open, settled, expectSound } = await personAt(PEOPLE.support, EN)
      await open('/staff/transfers')
      const decide = page.getByRole('button', { name: 'Decide about the transfer of It Caffè' })
      await page.getByText('Objection: We have just begun.').waitFor()
      await decide.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Which partner has It Caffè?' })
      await dialog.getByText('From Second Partner to Demo Partner').waitFor()
      await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
      await dialog.getByRole('alert').getByText('2 things are to be corrected').waitFor()
      await expectSound()

      await dialog.getByLabel('Complete it').check()
      await dialog.getByLabel('Note').fill('They asked twice.')
      await callApi(used.laptop.addresses, {
        as: PEOPLE.support,
        method: 'POST',
        path: `/staff/transfers/${transferId}/decision`,
        body: { decision: 'keep', note: 'They may ask again.' },
        answer: z.object({ state: z.literal('kept') }),
      })
      await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
      await dialog.getByText('The transfer is closed already').waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).press('Enter')
      await page.getByText('No objection waits for a decision.').waitFor()

      await dispute()
      await open('/staff/transfers')
      await decide.press('Enter')
      await dialog.getByLabel('Complete it').check()
      await dialog.getByLabel('Note').fill('They asked twice.')
      await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
      await page.getByText('It Caffè has moved to Demo Partner.').waitFor()
      await page.getByText('No objection waits for a decision.').waitFor()
      await page.getByRole('link', { name: 'Stays' }).press('Enter')
      await page.getByText('Decision of support: They may ask again.').waitFor()
      await page.getByRole('link', { name: 'Completed' }).press('Enter')
      await page.getByText('They asked twice.').waitFor()
      await settled()
      await expectSound(/^request: 409 /)
    },
    SLOW_MS,
  )
})
