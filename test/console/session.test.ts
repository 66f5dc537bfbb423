import { build } from 'esbuild'
import type { Page, Route } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { customerOf, stepsAt } from '../../local/demo-steps.ts'
import type { Looks } from '../../local/browser/person.ts'
import { useConsole } from '../support/browser/console.ts'
import { requestsOf } from '../support/browser/network.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const WIDE: Looks = { language: 'en', width: 1440, scheme: 'light' }
const LIST = '/console/customers'
const FORM = '/console/customers/new'
const NOWHERE = 'main h1:text-is("There is nothing here")'
const API = /\/v1\//
const TYPED = {
  Domain: 'half-filled.example.org',
  'Organisation name': 'Half Filled',
  'First name': 'Hal',
  Licences: '12',
} as const

const fields = (page: Page) => page.locator('main form.form')

/** Fills a part of the form of a customer on trial. */
const fillHalf = async (page: Page): Promise<void> => {
  await page.getByLabel('a trial of 15 days').check()
  for (const [label, text] of Object.entries(TYPED)) await fields(page).getByLabel(label).fill(text)
  await fields(page).getByLabel('Country', { exact: true }).selectOption('TH')
  await fields(page).getByLabel('Plan', { exact: true }).selectOption('standard')
}

const expectHalf = async (page: Page): Promise<void> => {
  await fields(page).getByLabel('Licences', { exact: true }).waitFor()
  for (const [label, text] of Object.entries(TYPED))
    expect(await fields(page).getByLabel(label).inputValue(), label).toBe(text)
  expect(await fields(page).getByLabel('Country', { exact: true }).inputValue()).toBe('TH')
  expect(await fields(page).getByLabel('Plan', { exact: true }).inputValue()).toBe('standard')
}

const withToken =
  (token: string) =>
  (route: Route): Promise<void> =>
    route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${token}` } })

/** What a page keeps of the drafts. */
const draftsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')))

/** All that the memory of a page holds, without what it could let go of. */
const heapOf = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot')
  await session.detach()
  return chunks.join('')
}

describe('a session of the console', () => {
  const { used, personAt, strangerAt } = useConsole()
  const origin = (): string => used.laptop.addresses.console.replace(/\/$/, '')
  const tokens = (): RegExp => /\/token$/
  beforeAll(async () => {
    const { add } = stepsAt(used.laptop)
    await arrangePartner(used.laptop)
    await add(PEOPLE.partner, customerOf('example.net', 'Net Bakery', 'Nina', 'Lopes', 'BR'))
  }, SLOW_MS)

  it('gets one new token for ten calls at once, and has all ten answered', async () => {
    const { page, context } = await personAt(PEOPLE.partner, WIDE)
    const { outputFiles } = await build({
      entryPoints: [`${import.meta.dirname}/../support/browser/ten-calls.ts`],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'calls',
      footer: { js: 'globalThis.calls = calls' },
      target: 'es2024',
    })
    const script = outputFiles[0]?.text ?? ''
    const isDocument = (url: URL): boolean => url.origin === origin() && url.pathname === '/'
    await page.route(isDocument, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>1</title>' }),
    )
    const ended = await used.laptop.token(PEOPLE.partner, { expiresIn: -60 })
    const asked = requestsOf(page, 'POST', tokens())
    await page.route(tokens(), async (route) => {
      const response = await route.fetch()
      const isFirst = asked.length === 1
      await route.fulfill({
        response,
        ...(isFirst ? { json: { ...(await response.json()), access_token: ended } } : {}),
      })
    })
    await page.goto(origin())
    await page.evaluate(script)
    // What follows a redirect cannot be answered in the place of the network.
    const left = page.waitForRequest(/[?&]code_challenge=/)
    const returns = Promise.withResolvers<string>()
    await page.route(/[?&]code_challenge=/, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      returns.resolve(response.headers()['location'] ?? '')
      await route.fulfill({ contentType: 'text/html', body: '<title>2</title>' })
    })
    await page.evaluate('void calls.arrive()')
    await page.waitForURL((await left).url())
    await page.goto(await returns.promise)
    await page.evaluate(script)
    const emails = await page.evaluate('calls.arrive().then(calls.tenCalls)')
    expect(emails).toEqual(Array.from({ length: 10 }, () => PEOPLE.partner))
    expect(asked.map((request) => new URLSearchParams(request.postData() ?? '').get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
    ])
    await context.close()
  })

  it('asks to sign in again where a half-filled form meets a refused refresh, and keeps all that was typed', async () => {
    const { page, context, open, settled } = await personAt(PEOPLE.partner, WIDE)
    await open(FORM)
    await fillHalf(page)
    const ended = await used.laptop.token(PEOPLE.partner, { expiresIn: -60 })
    await page.route(API, withToken(ended))
    await page.route(tokens(), (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }))
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    const again = page.getByRole('button', { name: 'Sign in again' })
    await again.waitFor()
    await expectHalf(page)
    await page.unrouteAll()
    await again.click()
    await page.waitForURL(`${origin()}${FORM}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled()
    expect(await again.count()).toBe(0)
    await expectHalf(page)
    await context.close()
  })

  it('sends a form again as it was once its sender is signed in again', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, WIDE)
    await open(FORM)
    await fillHalf(page)
    await fields(page).getByLabel('Last name').fill('Filled')
    await fields(page).getByLabel('E-mail address').fill('hal@half-filled.example.org')
    const ended = await used.laptop.token(PEOPLE.partner, { expiresIn: -60 })
    await page.route(API, withToken(ended))
    await page.route(tokens(), (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }))
    const sent = requestsOf(page, 'POST', /\/v1\/customers$/)
    await fields(page).getByRole('button', { name: 'Add a customer' }).click()
    await page.locator('[data-code="not-signed-in"]').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.waitForURL(`${origin()}${FORM}`)
    await fields(page).getByLabel('Licences', { exact: true }).waitFor()
    await expectHalf(page)
    await fields(page).getByRole('button', { name: 'Add a customer' }).click()
    await page.waitForURL(/\/verification$/)
    expect(new Set(sent.map((request) => request.headers()['idempotency-key'])).size).toBe(1)
    await context.close()
  })

  it('leaves nothing of what was read in the memory of a tab that is signed out elsewhere', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, WIDE)
    await open(LIST)
    await page.getByText('Net Bakery').waitFor()
    const other = await context.newPage()
    await other.goto(`${origin()}${LIST}`)
    await other.getByText('Net Bakery').waitFor()
    const ids = async (): Promise<string[]> => (await heapOf(other)).match(/cus_[0-9A-Z]{26}/g) ?? []
    expect((await ids()).length).toBeGreaterThan(0)
    const reloaded = other.waitForEvent('domcontentloaded')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await reloaded
    await other.getByRole('heading', { name: 'Resell Workplace to your customers' }).waitFor()
    await expect.poll(ids, { timeout: 10_000 }).toEqual([])
    await context.close()
  })

  it('signs out of all tabs without asking, with what they showed and what was typed', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, WIDE)
    await open(LIST)
    await page.getByText('Net Bakery').waitFor()
    const other = await context.newPage()
    await other.goto(`${origin()}${FORM}`)
    await fields(other).getByLabel('Domain').fill('left-behind.example.org')
    expect(await draftsOf(other)).toHaveLength(1)
    const reloaded = other.waitForEvent('domcontentloaded')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await reloaded
    await page.waitForURL(`${origin()}/`)
    await page.getByRole('heading', { name: 'Resell Workplace to your customers' }).waitFor()
    await other.getByRole('heading', { name: 'Resell Workplace to your customers' }).waitFor()
    expect(await fields(other).count()).toBe(0)
    expect(await draftsOf(other)).toEqual([])
    expect(await page.content()).not.toContain('Net Bakery')
    // Neither the browser nor the issuer knows the person any more.
    await page.goto(`${origin()}${LIST}`)
    await page.locator('main button.primary').click()
    await page.getByLabel('E-mail').waitFor()
    await context.close()
  })

  it('goes through the session of the issuer on a reload, without a page of it', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, WIDE)
    await open(LIST)
    const documents: string[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'document' && response.status() === 200)
        documents.push(new URL(response.url()).origin)
    })
    await page.reload({ waitUntil: 'commit' })
    await page.getByText('Net Bakery').waitFor()
    expect(page.url()).toBe(`${origin()}${LIST}`)
    expect(new Set(documents)).toEqual(new Set([origin()]))
    await context.close()
  })

  it('stays signed in where the address of a list holds a state of its own', async () => {
    const { page, context, open } = await personAt(PEOPLE.support, WIDE)
    const address = '/staff/transfers?state=completed'
    await open(address)
    const list = page.getByRole('heading', { name: 'Transfers', level: 1 })
    await list.waitFor()
    await page.reload()
    await list.waitFor()
    expect(page.url()).toBe(`${origin()}${address}`)
    await context.close()
  })

  it('speaks the language that an address asks for through the sign-on, and takes it out of the address', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, WIDE)
    for (const path of [`${LIST}?domainState=unverified`, '/terms/2026-01']) {
      await open(`${path}${path.includes('?') ? '&' : '?'}lang=th`)
      expect(page.url()).toBe(`${origin()}${path}`)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('th')
    }
    // As who has chosen none, in a tab of its own.
    const other = await context.newPage()
    await other.goto(`${origin()}${LIST}`)
    await other.getByRole('heading', { name: 'Manage Customers' }).waitFor()
    await context.close()
  })

  it('shows that an address leads nowhere which routes cannot read', async () => {
    const { page, context } = await personAt(PEOPLE.partner, WIDE)
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    for (const [path, shown] of [
      [`${LIST}/%E0`, 'main [data-code="bad-address"]'],
      ['//clock', NOWHERE],
      ['//', NOWHERE],
      ['/%', NOWHERE],
    ] as const) {
      await page.goto(`${origin()}${path}`, { waitUntil: 'commit' })
      await page.locator(shown).waitFor()
      expect(page.url(), path).not.toContain('?')
    }
    expect(errors).toEqual([])
    await context.close()
  })

  it('returns to the address that was opened while nobody was signed in', async () => {
    const { page, context } = await strangerAt(WIDE)
    const address = `${origin()}${LIST}?domainState=unverified`
    await page.goto(address)
    await page.locator('main button.primary').click()
    await page.getByLabel('E-mail').fill(PEOPLE.partner)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(address)
    await page.getByText('Net Bakery').waitFor()
    await context.close()
  })

  it('lets nobody in with a code that was used, or a state of somebody else, and says nothing of it', async () => {
    const { page, context } = await strangerAt(WIDE)
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(origin())
    const returned = page.waitForRequest((request) => request.url().includes('code='))
    await page.locator('main button.primary').click()
    await page.getByLabel('E-mail').fill(PEOPLE.partner)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const used = (await returned).url()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await page.goto(used)
    const welcome = page.getByRole('heading', { name: 'Resell Workplace to your customers' })
    await welcome.waitFor()
    expect(page.url()).toBe(`${origin()}/`)

    const state = new URL(used).searchParams.get('state') ?? ''
    await page.evaluate(
      (place) => sessionStorage.setItem(place, JSON.stringify(['v'.repeat(43), '/console/customers'])),
      `sign-in:${state}`,
    )
    await page.goto(used)
    await welcome.waitFor()
    await page.goto(`${origin()}/?code=foreign&state=foreign`)
    await welcome.waitFor()
    expect(page.url()).toBe(`${origin()}/`)
    expect(await page.locator('[role=alert]').count()).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  })
})
