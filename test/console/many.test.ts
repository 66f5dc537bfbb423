import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const CUSTOMERS = 10_000
const MOST_ROWS = 60
const PAGES = 20
const ROWS = 50
const NUMBERS = new Intl.NumberFormat('en-GB')
const EN = { language: 'en', width: 1440, scheme: 'light' } as const
const LIST = '/console/customers'

const lineOf = (place: number) => ({
  customerId: `cus_${String(place).padStart(26, '0')}`,
  domain: `customer-${place}.example.org`,
  domainState: 'verified',
  action: 'manage',
  organizationName: `Organisation ${place}`,
  superAdmin: { firstName: 'Nina', lastName: 'Lopes', email: `nina@customer-${place}.example.org` },
  plan: 'free',
  licences: 10,
})

/** A page of ten thousand customers, whose cursor tells where it begins. */
const answerTo = (address: string) => {
  const { searchParams } = new URL(address)
  const from = Number(searchParams.get('cursor') ?? 0)
  const to = Math.min(from + Number(searchParams.get('limit')), CUSTOMERS)
  return {
    items: Array.from({ length: to - from }, (_none, row) => lineOf(from + row)),
    ...(to < CUSTOMERS ? { nextCursor: String(to) } : {}),
  }
}

/** Waits for a page of the list, by its number from 0. */
const expectAt = async (page: Page, number: number): Promise<void> => {
  const first = page.locator('main tbody tr').first()
  await first.getByText(`Organisation ${number * ROWS}`, { exact: true }).waitFor()
  expect(await page.locator('.pager [role=status]').textContent()).toBe(
    `Rows ${NUMBERS.format(number * ROWS + 1)} to ${NUMBERS.format((number + 1) * ROWS)}`,
  )
}

describe('a list of many', () => {
  const { used, personAt } = useConsole()
  beforeAll(() => arrangePartner(used.laptop), SLOW_MS)

  it('has a page of rows at any time, and keeps its place through back and reload (R12)', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, EN)
    await page.route(/\/v1\/console\/customers\?/, (route) =>
      route.fulfill({ json: answerTo(route.request().url()) }),
    )
    await open(LIST)
    await expectAt(page, 0)
    const most = await page.evaluateHandle(() => {
      const seen = { rows: 0 }
      const count = (): void => {
        seen.rows = Math.max(seen.rows, document.querySelectorAll('tr').length)
      }
      new MutationObserver(count).observe(document.body, { childList: true, subtree: true })
      count()
      return seen
    })
    const older = page.getByRole('button', { name: 'Older' })
    const newer = page.getByRole('button', { name: 'Newer' })
    for (let number = 1; number <= PAGES; number += 1) {
      await older.click()
      await expectAt(page, number)
    }
    for (let number = PAGES - 1; number >= 0; number -= 1) {
      await newer.click()
      await expectAt(page, number)
    }
    expect(await newer.count()).toBe(0)
    expect((await most.jsonValue()).rows).toBeLessThanOrEqual(MOST_ROWS)

    // As many steps back lead to where the way back began.
    for (let step = 1; step <= 3; step += 1) {
      await page.goBack()
      await expectAt(page, step)
    }
    await page.reload({ waitUntil: 'commit' })
    await expectAt(page, 3)
    await newer.click()
    await expectAt(page, 2)
    await page.locator('main tbody tr a').first().click()
    await page.waitForURL(/\/cus_/)
    await page.goBack()
    await expectAt(page, 2)
    await context.close()
  })

  it('has the focus itself where what had it is gone with a page, a search or a bad place (R12)', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, EN)
    await page.route(/\/v1\/console\/customers\?/, (route) => {
      const { searchParams } = new URL(route.request().url())
      if (searchParams.get('cursor') === 'altered') return route.continue()
      const isNone = searchParams.get('search') === 'nobody'
      return route.fulfill({ json: isNone ? { items: [] } : answerTo(route.request().url()) })
    })
    const list = page.getByRole('region', { name: 'Manage Customers' })
    const field = page.getByRole('searchbox')
    const hasFocus = (target: Locator): Promise<boolean> =>
      target.evaluate((element) => element === document.activeElement)
    const expectFocus = (target: Locator) => expect.poll(() => hasFocus(target)).toBe(true)
    const press = async (target: Locator, key = 'Enter'): Promise<void> => {
      await target.focus()
      await page.keyboard.press(key)
    }
    await open(LIST)
    await press(list.getByRole('button', { name: 'Older' }))
    await expectAt(page, 1)
    await expectFocus(list)
    await press(list.getByRole('button', { name: 'Newer' }))
    await expectAt(page, 0)
    await expectFocus(list)
    await list.locator('tbody a').first().focus()
    await page.goBack()
    await expectAt(page, 1)
    await expectFocus(list)

    await field.fill('nobody')
    await press(field)
    const all = list.getByRole('link', { name: 'Show all customers' })
    await all.waitFor()
    await expectFocus(field)
    await press(all)
    await expectAt(page, 0)
    await expectFocus(list)
    expect(await field.inputValue()).toBe('')
    await field.fill('organisation')
    await press(field)
    await press(page.getByRole('link', { name: 'Clear the search' }))
    await page.waitForURL(/\/customers$/)
    await expectAt(page, 0)
    await expectFocus(field)
    expect(await field.inputValue()).toBe('')

    await page.evaluate(() => {
      history.replaceState({ cursors: ['altered'] }, '')
      dispatchEvent(new PopStateEvent('popstate'))
    })
    await press(list.locator('[data-code="cursor-invalid"]').getByRole('button', { name: 'Ask again' }))
    await expectAt(page, 0)
    await expectFocus(list)
    await context.close()
  })

  it('says what was done, and has a dialog open, until the person goes on to another page of it', async () => {
    const { page, context, open } = await personAt(PEOPLE.support, EN)
    const PEOPLE_LIST = /\/v1\/staff\/people\?/
    await page.route(PEOPLE_LIST, (route) => {
      const isFirst = !route.request().url().includes('cursor')
      const email = `${isFirst ? 'first' : 'second'}@vendor.example`
      const next = isFirst ? { nextCursor: '1' } : {}
      return route.fulfill({ json: { items: [{ email, staffRoles: ['finance'] }], ...next } })
    })
    await open('/staff/team')
    const change = page.getByRole('button', { name: 'Change the roles of first@vendor.example' })
    const dialog = page.getByRole('dialog')
    await change.click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    const said = page.locator('.notice.good')
    await said.waitFor()
    await page.getByRole('button', { name: 'Older' }).click()
    await page.getByText('second@vendor.example').waitFor()
    await expect.poll(() => said.count()).toBe(0)
    await page.getByRole('button', { name: 'Change the roles of second' }).click()
    await dialog.waitFor()
    await page.goBack()
    await page.getByText('first@vendor.example').waitFor()
    await expect.poll(() => dialog.count()).toBe(0)
    await context.close()
  })
})
