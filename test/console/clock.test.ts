import { beforeAll, describe, expect, it } from 'vitest'
import { customerOf, stepsAt } from '../../local/demo-steps.ts'
import { useConsole } from '../support/browser/console.ts'
import { requestsOf } from '../support/browser/network.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const EN = { language: 'en', width: 1440, scheme: 'light' } as const
const TRIAL = { trial: { plan: 'professional', licences: 10 } }
/** Longer than an answer counts as new. */
const A_WHILE_MS = 30_000

describe('the clock of the programme in the console', () => {
  const { used, personAt } = useConsole()
  let customerId = ''
  const advance = async (by: string): Promise<void> => {
    expect(await used.ask(PEOPLE.support, 'POST', '/clock', { by })).toMatchObject({ status: 200 })
  }
  beforeAll(async () => {
    await arrangePartner(used.laptop)
    const customer = customerOf('tried.example.org', 'Tried Bakery', 'Nina', 'Lopes', 'TH')
    customerId = (await stepsAt(used.laptop).add(PEOPLE.partner, customer, TRIAL)).customerId
  }, SLOW_MS)

  it('is read anew on a page that is worked in again, after another window has moved it (R34)', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, EN)
    await open(`/console/customers/${customerId}`)
    await page.getByText('15 days left').waitFor()
    await advance('P16D')
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await page
      .locator('main')
      .getByText(/^Ended \d{1,2} [A-Z][a-z]+ \d{4}$/)
      .waitFor()
    await context.close()
  })

  it('ends a trial while its extension is asked for, which is said, and shown anew (R31, R34)', async () => {
    const { add } = stepsAt(used.laptop)
    const customer = customerOf('late.example.org', 'Late Bakery', 'Nina', 'Lopes', 'TH')
    const { customerId: late } = await add(PEOPLE.partner, customer, TRIAL)
    const { page, context, open } = await personAt(PEOPLE.partner, EN)
    await open(`/console/customers/${late}`)
    const dialog = page.getByRole('dialog')
    const extend = dialog.getByRole('button', { name: 'Extend trial' })
    const ask = (name: string | RegExp) => page.locator('main').getByRole('button', { name }).click()
    const focused = () => page.evaluate(() => document.activeElement?.tagName)
    await ask('Extend trial')
    await extend.focus()
    await advance('P16D')
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await dialog.getByText(/^The trial has ended on \d{1,2} /).waitFor()
    expect(await extend.count()).toBe(0)
    expect(await focused()).not.toBe('BODY')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('H1')

    const other = customerOf('later.example.org', 'Later Bakery', 'Nina', 'Lopes', 'TH')
    await add(PEOPLE.partner, other, TRIAL)
    await open('/console/customers')
    await ask('Extend trial: later.example.org')
    await extend.waitFor()
    await advance('P16D')
    await extend.click()
    await dialog.locator('.refused').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Extend trial: later.example.org' }).waitFor({ state: 'detached' })
    // The list has it, in place of the button that is gone.
    await expect.poll(focused).toBe('SECTION')
    await context.close()
  })

  it('has all asked for anew once an answer is of a later time', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, EN)
    await page.clock.install()
    await open('/store/mapping')
    const lists = requestsOf(page, 'GET', /\/v1\/tag-requests\?/)
    const ask = page.getByRole('button', { name: 'Ask an organisation' })
    const dialog = page.getByRole('dialog')
    const closed = async (): Promise<void> => {
      await dialog.getByLabel('Domain').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.clock.fastForward(A_WHILE_MS)
    const asked = page.waitForResponse(/\/v1\/me$/)
    await ask.click()
    await asked
    await closed()
    expect(lists).toHaveLength(0)
    await advance('P40D')
    await page.clock.fastForward(A_WHILE_MS)
    await ask.click()
    await expect.poll(() => lists.length).toBe(1)
    await closed()
    await context.close()
  })

  it('is read anew when the dialog opens that moves it, and while it is open', async () => {
    const { page, context, open } = await personAt(PEOPLE.support, EN)
    await open('/clock')
    const dialog = page.getByRole('dialog')
    const shown = async (): Promise<string> => {
      await page.getByRole('button', { name: '30 days' }).click()
      const text = (await dialog.getByText('It shows').textContent()) ?? ''
      await page.keyboard.press('Escape')
      return text
    }
    const [, then = ''] = (await shown()).split('then ')
    await advance('P30D')
    expect(await shown()).toContain(`It shows ${then.slice(0, 11)}`)
    await page.getByRole('button', { name: '30 days' }).click()
    const before = (await dialog.getByText('It shows').textContent()) ?? ''
    await advance('P1D')
    await dialog.getByText(before).waitFor({ state: 'detached' })
    await dialog.getByText('It shows').waitFor()
    await context.close()
  })

  it('is moved as far as the API allows, which is said before', async () => {
    const { page, context, open, expectSound } = await personAt(PEOPLE.support, EN)
    await open('/clock')
    await page.getByText('It can be moved forward by 3,541 days at most.').waitFor()
    const days = page.getByLabel('Days')
    for (const text of ['99999', '3542', '0', 'soon']) {
      await days.fill(text)
      await page.getByRole('button', { name: 'Continue' }).press('Enter')
      await page.getByRole('alert').getByText('more than nothing and at most 3,541 days.').waitFor()
    }
    await expectSound()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await days.fill('3541')
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Move the clock forward by 3,541 days?' })
    await dialog.getByRole('checkbox').uncheck()
    await dialog.getByRole('button', { name: 'Move forward' }).click()
    await page.getByText('The clock was moved.').waitFor()
    await page.getByText('It can be moved forward by 0 at most.').waitFor()
    expect(await page.getByRole('group', { name: 'Quick choices' }).getByRole('button').count()).toBe(0)
    await context.close()
  })
})
