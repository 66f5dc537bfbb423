import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const CUSTOMERS = 10_000
const MOST_ROWS = 60
const PAGES = 20
const ROWS = 50
const NUMBERS = new Intl.NumberFormat('en-GB')
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

describe('a list of ten thousand customers', () => {
  const { used, personAt } = useConsole()
  beforeAll(() => arrangePartner(used.laptop), SLOW_MS)

  it('has a page of rows at any time, and keeps its place through back and reload (R12)', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, {
      language: 'en',
      width: 1440,
      scheme: 'light',
    })
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
})
