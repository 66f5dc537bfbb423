import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { words as portuguese } from '../../console/words/pt-BR.ts'
import { words as thai } from '../../console/words/th.ts'
import { customerOf, stepsAt } from '../../local/demo-steps.ts'
import type { Looks } from '../../local/browser/person.ts'
import { ptBR as portugueseProblems } from '../../shared/words/problems/pt-BR.ts'
import { th as thaiProblems } from '../../shared/words/problems/th.ts'
import { type Person, useConsole } from '../support/browser/console.ts'
import { answerNext, requestsOf } from '../support/browser/network.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const THAI: Looks = { language: 'th', width: 390, scheme: 'dark' }
const PORTUGUESE: Looks = { language: 'pt-BR', width: 1440, scheme: 'light' }
const FORM = '/console/customers/new'
const TYPED = {
  '/domain': 'typed.example.org',
  '/organizationName': 'Typed Once',
  '/superAdmin/firstName': 'Tida',
  '/superAdmin/lastName': 'Once',
  '/superAdmin/email': 'tida@typed.example.org',
} as const
const CARD = '4242 4242 4242 4242'

type Typed = Readonly<Record<string, string>>

const field = (page: Page, pointer: string): Locator => page.locator(`form.form [name="${pointer}"]`)
const submit = (page: Page): Promise<void> => page.locator('form.form button[type=submit]').click()
const refusedAs = (page: Page, code: string): Locator => page.locator(`main [data-code="${code}"]`)

const type = async (page: Page, typed: Typed): Promise<void> => {
  for (const [pointer, text] of Object.entries(typed)) await field(page, pointer).fill(text)
  await field(page, '/country').selectOption('TH')
}

const expectTyped = async (page: Page, typed: Typed): Promise<void> => {
  for (const [pointer, text] of Object.entries(typed))
    expect(await field(page, pointer).inputValue(), pointer).toBe(text)
}

/** What is said at a field, which describes it. */
const saidAt = async (page: Page, pointer: string): Promise<string> => {
  const control = field(page, pointer)
  await page.locator('.summary').waitFor()
  expect(await control.getAttribute('aria-invalid'), pointer).toBe('true')
  const described = (await control.getAttribute('aria-describedby')) ?? ''
  const issue = described.split(' ').find((id) => id.endsWith('-issue')) ?? ''
  return (await page.locator(`[id="${issue}"]`).textContent()) ?? ''
}

describe('bad input', () => {
  const { used, personAt } = useConsole()
  let applicationId = ''
  let own = ''
  let composed = ''
  let foreign = ''
  let person: Person
  beforeAll(async () => {
    const { add, apply, approve } = stepsAt(used.laptop)
    await arrangePartner(used.laptop)
    await approve(PEOPLE.secondPartner, 'Second Partner')
    applicationId = (await apply(PEOPLE.applicant, 'Siam Cloud', 'Bangkok', 'TH')).applicationId
    const customer = (name: string) =>
      customerOf(`${name}.example.org`, `Customer ${name}`, 'Nina', 'Lopes', 'TH')
    own = (await add(PEOPLE.partner, customer('own'))).customerId
    composed = (await add(PEOPLE.partner, customer('composed'))).customerId
    foreign = (await add(PEOPLE.secondPartner, customer('foreign'))).customerId
    person = await personAt(PEOPLE.partner, THAI)
  }, SLOW_MS)

  it('says what is empty and what is too long at its field, before anything is sent', async () => {
    const { page, visit } = person
    await visit(FORM)
    const sent = requestsOf(page, 'POST', /./)
    await submit(page)
    for (const pointer of [...Object.keys(TYPED), '/country'].filter((name) => !name.endsWith('lastName')))
      expect(await saidAt(page, pointer), pointer).toBe(thai['issue.required'])
    const summary = page.locator('.summary')
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    await summary.getByRole('link').first().click()
    await page.waitForFunction((name) => document.activeElement?.getAttribute('name') === name, '/domain')

    const tooLong = { ...TYPED, '/organizationName': 'ก'.repeat(201) }
    await type(page, tooLong)
    await submit(page)
    expect(await saidAt(page, '/organizationName')).toContain('200')
    expect(await field(page, '/domain').getAttribute('aria-invalid')).toBe('false')
    await expectTyped(page, tooLong)
    expect(sent).toHaveLength(0)
  })

  it('judges a field when it is left with something in it, then as it is written', async () => {
    const { page, open, expectSound } = person
    await open(FORM)
    const email = field(page, '/superAdmin/email')
    await email.focus()
    await email.fill('')
    await email.press('Tab')
    expect(await email.getAttribute('aria-invalid')).toBe('false')
    await email.fill('tida')
    expect(await email.getAttribute('aria-invalid')).toBe('false')
    await email.press('Tab')
    await page.getByText(thai['issue.email']).waitFor()
    expect(await email.getAttribute('aria-invalid')).toBe('true')
    await expectSound()
    await email.fill('tida@typed.example.org')
    expect(await email.getAttribute('aria-invalid')).toBe('false')
    expect(await page.getByText(thai['issue.email']).count()).toBe(0)

    await field(page, '/domain').fill('https://typed.example.org')
    const trial = page.getByLabel(thai['newCustomer.onTrial'])
    const box = await trial.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await page.mouse.down()
    expect(await page.getByText(thai['issue.domain']).count()).toBe(0)
    await page.mouse.up()
    await page.getByText(thai['issue.domain']).waitFor()
    expect(await trial.isChecked()).toBe(true)
    await page.getByLabel(thai['newCustomer.onFree']).check()
  })

  it('says what the API refuses at its field, in the language, and sends it once', async () => {
    const { page, visit } = person
    await visit(FORM)
    const sent = requestsOf(page, 'POST', /\/v1\/customers$/)
    const wrong = { ...TYPED, '/domain': 'typed..example.org', '/organizationName': `Card ${CARD}` }
    await type(page, wrong)
    await submit(page)
    expect(await saidAt(page, '/domain')).toBe(thai['issue.domain'])
    expect(await saidAt(page, '/organizationName')).toBe(thai['issue.card-number'])
    await expectTyped(page, wrong)
    expect(sent).toHaveLength(1)

    await type(page, { ...TYPED, '/domain': 'own.example.org' })
    await submit(page)
    const claimed = refusedAs(page, 'domain-already-claimed')
    await claimed.waitFor()
    expect(await claimed.textContent()).toContain(thaiProblems['domain-already-claimed.title'])
    expect(await claimed.getByRole('button').count()).toBe(0)
    await expectTyped(page, { ...TYPED, '/domain': 'own.example.org' })
    expect(sent).toHaveLength(2)
    expect(new Set(sent.map((request) => request.headers()['idempotency-key'])).size).toBe(2)
    await type(page, TYPED)
    await submit(page)
    await page.waitForURL(/\/verification$/)
    expect(sent).toHaveLength(3)
  })

  it('judges and sends a text as the API takes it: composed, and without blanks around it (R43)', async () => {
    const { page, open, settled } = person
    await open(`/store/customers/${composed}`)
    await page.getByRole('button', { name: thai['store.update'] }).click()
    const sent = requestsOf(page, 'PATCH', /\/v1\/store\/customers\//)
    await field(page, '/organizationName').fill('e\u0301'.repeat(150))
    await field(page, '/contactPhone').fill(' +6621234567 ')
    await submit(page)
    await page.getByRole('heading', { name: '\u00e9'.repeat(150) }).waitFor()
    await settled()
    expect(sent).toHaveLength(1)
    expect(sent[0]?.postDataJSON()).toMatchObject({
      organizationName: '\u00e9'.repeat(150),
      contactPhone: '+6621234567',
    })
  })

  it('says at a note that it holds the number of a card', async () => {
    const { page, context, open } = await personAt(PEOPLE.reviewer, PORTUGUESE)
    await open(`/staff/applications/${applicationId}`)
    await page.getByRole('button', { name: portuguese['staff.reject'] }).click()
    const sent = requestsOf(page, 'POST', /\/rejection$/)
    await page.locator('dialog[open] input[type=radio]').first().check()
    await field(page, '/note').fill(' e\u0301 ')
    expect(await page.locator('dialog[open] .field:has([name="/note"])').textContent()).toMatch(/\b1 /)
    await field(page, '/note').fill(`We took ${CARD} from you.`)
    await submit(page)
    expect(await saidAt(page, '/note')).toBe(portuguese['issue.card-number'])
    expect(await field(page, '/note').inputValue()).toContain(CARD)
    expect(sent).toHaveLength(1)
    await context.close()
  })

  it('says at the form that an address is taken, or that what it was begun with is stale', async () => {
    const { page, visit } = person
    await visit(`/console/customers/${own}`)
    await page.getByRole('button', { name: thai['customer.correct'] }).click()
    const sent = requestsOf(page, 'PUT', /\/super-admin$/)
    await field(page, '/firstName').fill('Mine')
    await answerNext(page, 'PUT', /\/super-admin$/, (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        headers: { 'content-language': 'th' },
        body: JSON.stringify({
          type: '/problems/address-taken',
          title: thaiProblems['address-taken.title'],
          detail: thaiProblems['address-taken.advice'],
          status: 409,
          addresses: ['nina@own.example.org'],
        }),
      }),
    )
    await submit(page)
    const taken = refusedAs(page, 'address-taken')
    await taken.waitFor()
    expect(await taken.textContent()).toContain(thaiProblems['address-taken.title'])
    expect(await taken.getByRole('button').count()).toBe(0)

    const path = `/console/customers/${own}`
    const { etag } = await used.ask(PEOPLE.partner, 'GET', path)
    const theirs = { firstName: 'Theirs', lastName: 'Lopes', email: 'nina@own.example.org' }
    await used.ask(PEOPLE.partner, 'PUT', `${path}/super-admin`, theirs, { ifMatch: etag ?? '' })
    await submit(page)
    await page.locator('.conflict').getByText(thai['conflict.title']).waitFor()
    expect(await field(page, '/firstName').inputValue()).toBe('Mine')
    expect(sent).toHaveLength(2)
    await page.unrouteAll()
  })

  it('shows the same in place of a customer of somebody else and of none', async () => {
    const { page, visit } = person
    const shown: (string | null)[] = []
    for (const id of [foreign, `cus_${'0'.repeat(26)}`]) {
      await visit('/console/customers')
      await visit(`/console/customers/${id}`)
      const missing = refusedAs(page, 'customer-not-found')
      await missing.waitFor()
      shown.push(await page.locator('main').textContent())
    }
    expect(shown[0]).toContain(thaiProblems['customer-not-found.title'])
    expect(shown[1]).toBe(shown[0])
  })

  it('takes out of the address what its filters and parts do not know', async () => {
    const { page, visit, settled } = person
    await visit('/console/customers?domainState=foo&search=own&trial=bar')
    await page.waitForURL(/\/console\/customers\?search=own$/)
    await settled()
    const chosen = page.locator('.chip[aria-current]')
    expect(await chosen.allInnerTexts()).toEqual([expect.stringContaining(thai['customers.all'])])
    await visit('/console/customers?domainState=verified&trial=none')
    await page.waitForURL(/\?domainState=verified$/)
    await visit('/console/customers?domainState=verified&trial=running')
    expect(await chosen.allInnerTexts()).toEqual([
      expect.stringContaining(thai['customers.verified']),
      expect.stringContaining(thai['customers.trialRunning']),
    ])
    await visit('/apply?step=nope')
    await page.waitForURL(/\/apply$/)
    await visit('/store/mapping?show=requests')
    await page.waitForURL(/\/store\/mapping$/)
    expect(await chosen.allInnerTexts()).toEqual([thai['mapping.requests']])
    await visit(`/console/customers/${own}/verification?method=foo`)
    await page.waitForURL(/\/verification$/)
    expect(await chosen.allInnerTexts()).toEqual([thai['verification.TXT']])
  })

  it('names the roles that a page asks for', async () => {
    const { page, visit } = person
    await visit('/staff/team')
    const refused = refusedAs(page, 'role-required')
    await refused.waitFor()
    expect(await refused.textContent()).toContain(thai['staff.role.support'])
  })

  it('speaks of an organisation, not of a customer, to who administers one', async () => {
    const { page, visit } = person
    await visit(`/organizations/cus_${'0'.repeat(26)}/partner`)
    await refusedAs(page, 'customer-not-found').waitFor()
    expect(await page.locator('main').textContent()).not.toContain('ลูกค้า')
  })

  it('leads from an altered cursor to the first page', async () => {
    const { page, visit, settled } = person
    await visit('/console/customers')
    await page.evaluate(() => {
      history.replaceState({ cursors: ['altered'] }, '')
      dispatchEvent(new PopStateEvent('popstate'))
    })
    const refused = refusedAs(page, 'cursor-invalid')
    await refused.waitFor()
    expect(await refused.textContent()).toContain(thaiProblems['cursor-invalid.title'])
    await refused.getByRole('button').click()
    await settled()
    await page.getByText('Customer own').waitFor()
    expect(await refused.count()).toBe(0)
  })

  it('says at the button that a file would be too large', async () => {
    const { page, context, open } = await personAt(PEOPLE.partner, PORTUGUESE)
    await open('/console/customers?search=own')
    const exported = /\/v1\/console\/customers\.csv/
    const sent = requestsOf(page, 'GET', exported)
    await page.route(exported, (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        headers: { 'content-language': 'pt-BR' },
        body: JSON.stringify({
          type: '/problems/export-too-large',
          title: portugueseProblems['export-too-large.title'],
          detail: portugueseProblems['export-too-large.advice'],
          status: 400,
          mostCustomers: 2_000,
        }),
      }),
    )
    await page.getByRole('button', { name: portuguese['customers.export'] }).click()
    const refused = refusedAs(page, 'export-too-large')
    await refused.waitFor()
    expect(await refused.textContent()).toContain(portugueseProblems['export-too-large.advice'])
    await page.getByText('Customer own').waitFor()
    expect(sent).toHaveLength(1)
    // Of another list nothing was refused.
    await page.locator('.chip').last().click()
    await expect.poll(() => refused.count()).toBe(0)
    await context.close()
  })
})
