import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { customerOf, stepsAt } from '../../local/demo-steps.ts'
import type { Looks } from '../../local/browser/person.ts'
import { type Person, useConsole } from '../support/browser/console.ts'
import {
  answerNext,
  gatewayRefusal,
  keysOf,
  lostAfter,
  lostBefore,
  requestsOf,
} from '../support/browser/network.ts'
import { PEOPLE, arrangePartner } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const WIDE: Looks = { language: 'en', width: 1440, scheme: 'light' }
const TRIAL = { trial: { plan: 'professional', licences: 10 } }
const HOUR_MS = 3_600_000
const EXTENSIONS = /\/trial\/extensions$/
const CUSTOMERS = /\/v1\/customers$/
const FORM = '/console/customers/new'
const ADDED = {
  Domain: 'added.example.org',
  'Organisation name': 'Added once',
  'First name': 'Ada',
  'Last name': 'Once',
  'E-mail address': 'ada@added.example.org',
} as const

const again = (within: Page | Locator): Locator => within.getByRole('button', { name: 'Ask again' })
const dialog = (page: Page): Locator => page.locator('dialog[open]')
const form = (page: Page): Locator => page.locator('main form.form')
/** The page is seen again, as after another tab. */
const seeAgain = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))

/** The name of what has the focus. */
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const { activeElement } = document
    const name = activeElement instanceof HTMLInputElement ? activeElement.labels?.[0] : activeElement
    return name === document.body ? 'nothing' : name?.textContent
  })

const fill = async (page: Page, texts: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, text] of Object.entries(texts)) await form(page).getByLabel(label).fill(text)
  await form(page).getByLabel('Country').selectOption('TH')
}
const send = (page: Page): Promise<void> => form(page).getByRole('button', { name: 'Add a customer' }).click()

describe('what the console shows where it is refused, or not answered', () => {
  const { used, personAt } = useConsole()
  const { partner, secondPartner, support } = PEOPLE
  const customers = new Map<string, string>()
  let person: Person
  const idOf = (name: string): string => customers.get(name) ?? ''
  const pathOf = (name: string): string => `/console/customers/${idOf(name)}`
  const grantedDays = async (name: string): Promise<unknown> => {
    const { body } = await used.ask(partner, 'GET', pathOf(name))
    return body['trialBudget']
  }
  beforeAll(async () => {
    const { approve, add } = stepsAt(used.laptop)
    await arrangePartner(used.laptop)
    await approve(secondPartner, 'Second Partner')
    for (const [name, as] of [
      ['before', partner],
      ['after', partner],
      ['twice', partner],
      ['closed', partner],
      ['elsewhere', partner],
      ['exhausted', partner],
      ['busy', partner],
      ['stale', partner],
      ['unchosen', partner],
      ['focused', partner],
      ['revoked', partner],
      ['granted', partner],
      ['removed', partner],
      ['theirs', secondPartner],
    ] as const) {
      const customer = customerOf(`${name}.example.org`, `Customer ${name}`, 'Nina', 'Lopes', 'TH')
      customers.set(name, (await add(as, customer, TRIAL)).customerId)
    }
    person = await personAt(partner, WIDE)
  }, SLOW_MS)

  const pathOfSecondPartner = async (): Promise<string> => {
    const { body } = await used.ask(secondPartner, 'GET', '/me')
    const { partner: own } = body
    const isOne = typeof own === 'object' && own !== null && 'partnerId' in own
    return `/staff/partners/${isOne ? String(own.partnerId) : ''}`
  }
  const extendDialog = async (page: Page): Promise<Locator> => {
    await page.getByRole('button', { name: 'Extend trial' }).click()
    const extend = dialog(page).getByRole('button', { name: 'Extend trial' })
    await extend.waitFor()
    return extend
  }

  it.each([
    ['before', lostBefore],
    ['after', lostAfter],
  ] as const)(
    'says that nobody knows where the connection is lost %s the API is reached, and extends once (R31)',
    async (name, lose) => {
      const { page, visit } = person
      await visit(pathOf(name))
      const sent = requestsOf(page, 'POST', EXTENSIONS)
      await answerNext(page, 'POST', EXTENSIONS, lose)
      const extend = await extendDialog(page)
      const cancel = dialog(page).getByRole('button', { name: 'Cancel' })
      const place = await cancel.boundingBox()
      await extend.click()
      await dialog(page).getByText('Nobody knows whether it was done.').waitFor()
      expect(await cancel.boundingBox()).toEqual(place)
      expect(await dialog(page).getByRole('button', { name: 'Extend trial' }).count()).toBe(0)
      await again(dialog(page)).click()
      await page.getByText('Extended: the trial of').waitFor()
      expect(sent).toHaveLength(2)
      expect(keysOf(sent)).toHaveLength(1)
      expect(await grantedDays(name)).toMatchObject({ grantedDays: 30, extensionsLeft: 2 })
      await page.unrouteAll()
    },
  )

  it('adds a customer once though the answer was lost and the page loaded anew, and starts its trial (R10, R30)', async () => {
    const { page, visit, open } = person
    await visit(FORM)
    const sent = requestsOf(page, 'POST', CUSTOMERS)
    await fill(page, ADDED)
    await answerNext(page, 'POST', CUSTOMERS, lostAfter)
    await send(page)
    await form(page).getByText('Nobody knows whether it was done.').waitFor()
    expect(await form(page).getByLabel('Domain').isDisabled()).toBe(true)
    await page.unrouteAll()
    await open(FORM)
    for (const [label, text] of Object.entries(ADDED))
      expect(await form(page).getByLabel(label).inputValue(), label).toBe(text)
    await send(page)
    await page.waitForURL(/\/verification$/)
    expect(sent).toHaveLength(2)
    expect(keysOf(sent)).toHaveLength(1)
    const { body } = await used.ask(partner, 'GET', '/console/customers?search=added.example.org')
    expect(body['items']).toHaveLength(1)
    await visit(new URL(page.url()).pathname.replace('/verification', ''))
    const start = (within: Page | Locator) => within.getByRole('button', { name: 'Start a trial' }).click()
    await start(page)
    await dialog(page).getByLabel('Plan').selectOption('professional')
    await dialog(page).getByLabel('Licences').fill('5')
    await start(dialog(page))
    await page.getByText('Begun: the trial of Added once ends on').waitFor()
  })

  it('extends once though the dialog is closed without an answer, and the page loaded anew, until it shows another trial (R31)', async () => {
    const { page, visit, open } = person
    await visit(pathOf('closed'))
    const sent = requestsOf(page, 'POST', EXTENSIONS)
    const read = requestsOf(page, 'GET', new RegExp(`/v1${pathOf('closed')}$`))
    await answerNext(page, 'POST', EXTENSIONS, lostBefore)
    await (await extendDialog(page)).click()
    const unknown = dialog(page).getByText('Nobody knows whether it was done.')
    await unknown.waitFor()
    await page.unrouteAll()
    const before = read.length
    await page.keyboard.press('Escape')
    await expect.poll(() => read.length).toBeGreaterThan(before)
    for (const reload of [false, true]) {
      if (reload) await open(pathOf('closed'))
      await page.getByRole('button', { name: 'Extend trial' }).click()
      await unknown.waitFor()
      expect(await dialog(page).getByRole('button', { name: 'Extend trial' }).count()).toBe(0)
      expect(await dialog(page).textContent()).not.toContain('It ends on')
      if (!reload) await page.keyboard.press('Escape')
    }
    await again(dialog(page)).click()
    await page.getByText('Extended: the trial of').waitFor()
    expect(sent).toHaveLength(2)
    expect(keysOf(sent)).toHaveLength(1)
    expect(await grantedDays('closed')).toMatchObject({ grantedDays: 30, extensionsLeft: 2 })
    await answerNext(page, 'POST', EXTENSIONS, lostAfter)
    await (await extendDialog(page)).click()
    await unknown.waitFor()
    await page.unrouteAll()
    await page.keyboard.press('Escape')
    // What was said of the extension before is over.
    expect(await page.getByText('Extended: the trial of').count()).toBe(0)
    await expect.poll(() => grantedDays('closed')).toMatchObject({ grantedDays: 45 })
    // The page shows what became of it: an extension is another one.
    await (await extendDialog(page)).click()
    await expect.poll(() => grantedDays('closed')).toMatchObject({ grantedDays: 60 })
    expect(keysOf(sent)).toHaveLength(3)
  })

  it('reads anew what an extension would do, when the dialog opens (R31, R33)', async () => {
    const { page, visit } = person
    const name = 'elsewhere'
    await visit(pathOf(name))
    const opened = async (): Promise<string> => {
      await extendDialog(page)
      return (await dialog(page).textContent()) ?? ''
    }
    expect(await opened()).toContain('2 extensions')
    await page.keyboard.press('Escape')
    const path = `${pathOf(name)}/trial/extensions`
    await used.ask(partner, 'POST', path, undefined, { idempotencyKey: name })
    expect(await opened()).toContain('one extension')
    await page.keyboard.press('Escape')
  })

  it('sends once what is clicked twice, and says so of no other customer', async () => {
    const { page, visit } = person
    await visit(pathOf('twice'))
    const sent = requestsOf(page, 'POST', EXTENSIONS)
    await (await extendDialog(page)).dblclick()
    await page.getByText('Extended: the trial of').waitFor()
    expect(sent).toHaveLength(1)
    expect(await grantedDays('twice')).toMatchObject({ grantedDays: 30 })
    await visit(pathOf('busy'))
    await page.getByRole('heading', { name: 'Customer busy' }).waitFor()
    expect(await page.getByText('Extended: the trial of').count()).toBe(0)
  })

  it('says at the button that the extensions were used up elsewhere (R31)', async () => {
    const { page, visit } = person
    await visit(pathOf('exhausted'))
    const extend = await extendDialog(page)
    for (const idempotencyKey of ['one', 'two', 'three']) {
      const path = `${pathOf('exhausted')}/trial/extensions`
      await used.ask(partner, 'POST', path, undefined, { idempotencyKey })
    }
    await extend.click()
    await dialog(page).locator('[data-code="trial-extensions-exhausted"]').waitFor()
    expect(await again(dialog(page)).count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('shows theirs beside mine, to be taken or to be overwritten knowingly (R13)', async () => {
    const { page, visit } = person
    const name = 'stale'
    const path = `${pathOf(name)}/super-admin`
    const change = async (firstName: string): Promise<void> => {
      const { etag } = await used.ask(partner, 'GET', pathOf(name))
      const body = { firstName, lastName: 'Lopes', email: `nina@${name}.example.org` }
      const { status } = await used.ask(partner, 'PUT', path, body, { ifMatch: etag ?? '' })
      expect(status).toBe(200)
    }
    await visit(pathOf(name))
    const sent = requestsOf(page, 'PUT', /\/super-admin$/)
    await page.getByRole('button', { name: 'Correct the super admin' }).click()
    const first = dialog(page).getByLabel('First name')
    const save = dialog(page).getByRole('button', { name: 'Save' })
    await first.fill('Mine')
    await dialog(page).getByLabel('Last name').fill('Lopes ')
    await change('Theirs')
    // A page that is seen again reads the new version, which the form was not begun with.
    await seeAgain(page)
    await person.settled()
    await save.click()
    const row = dialog(page).locator('.conflict tbody tr')
    await row.waitFor()
    expect(await row.locator('th, td').allTextContents()).toEqual(['First name', 'Theirs', 'Mine'])
    await dialog(page).getByRole('button', { name: 'Take theirs' }).click()
    expect(await first.inputValue()).toBe('Theirs')
    await first.fill('Mine after all')
    await change('Theirs again')
    await save.click()
    await row.waitFor()
    await dialog(page).getByRole('button', { name: 'Send mine' }).click()
    await page.getByText('The super admin is corrected.').waitFor()
    const { body } = await used.ask(partner, 'GET', pathOf(name))
    expect(body['superAdmin']).toMatchObject({ firstName: 'Mine after all', lastName: 'Lopes' })
    expect(sent).toHaveLength(3)
  })

  it('keeps the focus where a form is refused, not answered or in conflict', async () => {
    const { page, visit } = person
    const name = 'focused'
    const path = `${pathOf(name)}/super-admin`
    await visit(pathOf(name))
    await page.getByRole('button', { name: 'Correct the super admin' }).click()
    const first = dialog(page).getByLabel('First name')
    const refused = dialog(page).locator('.refused')
    for (const [status, words] of [
      [500, 'Something went wrong here'],
      [429, 'Too many requests'],
      [503, 'The service is busy'],
    ] as const) {
      await answerNext(page, 'PUT', /\/super-admin$/, gatewayRefusal(status))
      await first.fill(`Mine ${status}`)
      await first.press('Enter')
      await refused.getByText(words).waitFor()
      expect(await focused(page), words).toBe('First name')
      await page.unrouteAll()
    }
    await answerNext(page, 'PUT', /\/super-admin$/, lostBefore)
    await first.press('Enter')
    await refused.getByText('Nobody knows').waitFor()
    expect(await focused(page)).toBe('Ask again')
    const { etag } = await used.ask(partner, 'GET', pathOf(name))
    const theirs = { firstName: 'Theirs', lastName: 'Lopes', email: `nina@${name}.example.org` }
    await used.ask(partner, 'PUT', path, theirs, { ifMatch: etag ?? '' })
    await page.keyboard.press('Enter')
    await dialog(page).locator('.conflict tbody tr').waitFor()
    await expect.poll(() => focused(page)).toContain('Take theirs')
    await dialog(page).getByRole('button', { name: 'Take theirs' }).click()
    expect(await focused(page)).toBe('Save')
    await page.keyboard.press('Enter')
    await page.getByText('The super admin is corrected.').waitFor()
  })

  it('goes by the version that a draft was begun with, though it is gone on with later (R43)', async () => {
    const { page, visit, settled } = person
    const path = `${pathOf('stale')}/super-admin`
    await visit(pathOf('stale'))
    const correct = page.getByRole('button', { name: 'Correct the super admin' })
    const first = dialog(page).getByLabel('First name')
    await correct.click()
    await first.fill('Begun')
    await page.keyboard.press('Escape')
    const { etag } = await used.ask(partner, 'GET', pathOf('stale'))
    const theirs = { firstName: 'Nina', lastName: 'Theirs', email: 'nina@stale.example.org' }
    expect(await used.ask(partner, 'PUT', path, theirs, { ifMatch: etag ?? '' })).toMatchObject({
      status: 200,
    })
    await seeAgain(page)
    await settled()
    await correct.click()
    expect(await first.inputValue()).toBe('Begun')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    const rows = dialog(page).locator('.conflict tbody tr')
    await rows.first().waitFor()
    expect(await rows.locator('th').allTextContents()).toEqual(['First name', 'Last name'])
    await dialog(page).getByRole('button', { name: 'Take theirs' }).click()
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await page.getByText('The super admin is corrected.').waitFor()
  })

  it('meets a conflict again where it is left, or loaded anew, without a choice (R13, R43)', async () => {
    const { page, visit, open } = person
    const path = `${pathOf('unchosen')}/super-admin`
    await visit(pathOf('unchosen'))
    const correct = page.getByRole('button', { name: 'Correct the super admin' })
    const rows = dialog(page).locator('.conflict tbody tr')
    const meet = async (): Promise<void> => {
      await dialog(page).getByRole('button', { name: 'Save' }).click()
      await rows.first().waitFor()
      expect(await rows.locator('th').allTextContents()).toEqual(['First name', 'Last name'])
    }
    await correct.click()
    await dialog(page).getByLabel('First name').fill('Mine')
    const { etag } = await used.ask(partner, 'GET', pathOf('unchosen'))
    const theirs = { firstName: 'Theirs', lastName: 'Also', email: 'nina@unchosen.example.org' }
    expect(await used.ask(partner, 'PUT', path, theirs, { ifMatch: etag ?? '' })).toMatchObject({
      status: 200,
    })
    await meet()
    await page.keyboard.press('Escape')
    await correct.click()
    await meet()
    await open(pathOf('unchosen'))
    await correct.click()
    await meet()
    const { body } = await used.ask(partner, 'GET', pathOf('unchosen'))
    expect(body['superAdmin']).toMatchObject(theirs)
    await dialog(page).getByRole('button', { name: 'Send mine' }).click()
    await page.getByText('The super admin is corrected.').waitFor()
  })

  it('tells where a form is changed after an outcome that nobody knows, and asks for what was sent', async () => {
    const { page, open, expectSound } = person
    await open(FORM)
    const sent = requestsOf(page, 'POST', CUSTOMERS)
    await fill(page, { ...ADDED, Domain: 'unknown.example.org', 'E-mail address': 'ada@unknown.example.org' })
    await answerNext(page, 'POST', CUSTOMERS, async (route) => {
      await route.fetch()
      await gatewayRefusal(500)(route)
    })
    await send(page)
    await form(page).getByText('Something went wrong here').waitFor()
    await form(page).getByLabel('Organisation name').fill('Changed since')
    await send(page)
    await form(page).getByText('What you sent before may have been done').waitFor()
    await expect.poll(() => focused(page)).toContain('What you sent before may have been done')
    await expectSound(/^request: |shows no focus$/)
    expect(sent).toHaveLength(1)
    await form(page).getByRole('button', { name: 'Ask again about what was sent' }).click()
    await page.waitForURL(/\/verification$/)
    expect(keysOf(sent)).toHaveLength(1)
    const { body } = await used.ask(partner, 'GET', '/console/customers?search=unknown.example.org')
    expect(body['items']).toMatchObject([{ organizationName: ADDED['Organisation name'] }])
    await page.unrouteAll()
  })

  it('asks for what was sent after a refusal and a reload too, with its key, though the form was changed since (R10)', async () => {
    const { page, open } = person
    await open(FORM)
    const sent = requestsOf(page, 'POST', CUSTOMERS)
    await fill(page, {
      ...ADDED,
      Domain: 'reloaded.example.org',
      'E-mail address': 'ada@reloaded.example.org',
    })
    await answerNext(page, 'POST', CUSTOMERS, lostAfter)
    await send(page)
    await form(page).getByText('Nobody knows whether it was done.').waitFor()
    await answerNext(page, 'POST', CUSTOMERS, gatewayRefusal(429))
    await again(form(page)).click()
    await form(page).getByText('Too many requests').waitFor()
    await page.unrouteAll()
    await open(FORM)
    await form(page).getByLabel('Organisation name').fill('Changed since')
    await send(page)
    await form(page).getByRole('button', { name: 'Send this too' }).waitFor()
    await form(page).getByRole('button', { name: 'Ask again about what was sent' }).click()
    await page.waitForURL(/\/verification$/)
    expect(sent).toHaveLength(3)
    expect(keysOf(sent)).toHaveLength(1)
    expect(sent[2]?.postData()).toBe(sent[0]?.postData())
    const { body } = await used.ask(partner, 'GET', '/console/customers?search=reloaded.example.org')
    expect(body['items']).toMatchObject([{ organizationName: ADDED['Organisation name'] }])
  })

  it('has room on a phone, in Portuguese, for what was sent before', async () => {
    const { page, context, open, expectSound } = await personAt(partner, {
      language: 'pt-BR',
      width: 390,
      scheme: 'dark',
    })
    await open(FORM)
    for (const [pointer, text] of [
      ['/domain', 'narrow.example.org'],
      ['/organizationName', 'Narrow'],
      ['/superAdmin/firstName', 'Ada'],
      ['/superAdmin/lastName', 'Once'],
      ['/superAdmin/email', 'ada@narrow.example.org'],
    ] as const)
      await form(page).locator(`[name="${pointer}"]`).fill(text)
    await form(page).locator('[name="/country"]').selectOption('BR')
    await answerNext(page, 'POST', CUSTOMERS, gatewayRefusal(500))
    await form(page).locator('[type=submit]').click()
    await form(page).locator('.refused').waitFor()
    await page.unrouteAll()
    await form(page).locator('[name="/organizationName"]').fill('Changed since')
    await form(page).locator('[type=submit]').click()
    await form(page).locator('.conflict').waitFor()
    await expectSound(/^request: |shows no focus$/)
    await context.close()
  })

  it('sends a form that was changed since as another, after a reload too, if the person says so', async () => {
    const { page, open } = person
    await open(FORM)
    const sent = requestsOf(page, 'POST', CUSTOMERS)
    await fill(page, { ...ADDED, Domain: 'refused.example.org', 'E-mail address': 'ada@refused.example.org' })
    await answerNext(page, 'POST', CUSTOMERS, gatewayRefusal(500))
    await send(page)
    await form(page).getByText('Something went wrong here').waitFor()
    await page.unrouteAll()
    await open(FORM)
    await form(page).getByLabel('Organisation name').fill('Changed since')
    await send(page)
    const anew = form(page).getByRole('button', { name: 'Send this too' })
    await anew.waitFor()
    expect(sent).toHaveLength(1)
    await form(page).getByLabel('Organisation name').fill(ADDED['Organisation name'])
    expect(await anew.count()).toBe(0)
    await form(page).getByLabel('Organisation name').fill('Changed since')
    await send(page)
    await anew.click()
    await page.waitForURL(/\/verification$/)
    expect(sent).toHaveLength(2)
    expect(keysOf(sent)).toHaveLength(2)
  })

  it.each([429, 503])(
    'reads again three times by itself where it is refused for now with %i',
    async (status) => {
      const { page, context } = await personAt(partner, WIDE)
      const address = new RegExp(`/v1${pathOf('busy')}$`)
      const asked = requestsOf(page, 'GET', address)
      await page.route(address, gatewayRefusal(status))
      await page.clock.install()
      await page.evaluate((path) => {
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
      }, pathOf('busy'))
      const refused = page.locator('main .refused')
      await expect
        .poll(
          async () => {
            await page.clock.runFor(1_000)
            return refused.count()
          },
          { timeout: 10_000 },
        )
        .toBe(1)
      expect(asked).toHaveLength(4)
      await page.unrouteAll()
      await again(page).click()
      await page.getByRole('heading', { name: 'Customer busy' }).waitFor()
      await context.close()
    },
  )

  it('writes again by the person only where it is refused for now, with the same key', async () => {
    const { page, visit } = person
    await visit(pathOf('busy'))
    const sent = requestsOf(page, 'POST', EXTENSIONS)
    await answerNext(page, 'POST', EXTENSIONS, gatewayRefusal(429))
    await answerNext(page, 'POST', EXTENSIONS, gatewayRefusal(503))
    await (await extendDialog(page)).click()
    await dialog(page).getByText('The service is busy').waitFor()
    await page.keyboard.press('Escape')
    await extendDialog(page)
    await dialog(page).getByText('The service is busy').waitFor()
    await again(dialog(page)).click()
    await dialog(page).getByText('Too many requests').waitFor()
    expect(sent).toHaveLength(2)
    await again(dialog(page)).click()
    await page.getByText('Extended: the trial of').waitFor()
    expect(keysOf(sent)).toHaveLength(1)
    expect(await grantedDays('busy')).toMatchObject({ grantedDays: 30 })
    await page.unrouteAll()
  })

  it('gives the number of a failed request to be copied', async () => {
    const { page, context, visit } = person
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await visit(pathOf('busy'))
    await answerNext(page, 'POST', EXTENSIONS, gatewayRefusal(500, { 'apigw-requestid': 'request-17' }))
    await (await extendDialog(page)).click()
    await dialog(page).getByText('request-17').waitFor()
    await dialog(page).getByRole('button', { name: 'Copy the number of the request' }).click()
    await dialog(page).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('request-17')
    await page.keyboard.press('Escape')
    await page.unrouteAll()
  })

  it('keeps every field of a half-filled form when the language is switched', async () => {
    const { page, context, visit } = await personAt(partner, WIDE)
    await visit(FORM)
    await fill(page, { ...ADDED, Domain: 'in-three-languages.example.org' })
    await form(page).getByLabel('Language of its mails').selectOption('pt-BR')
    await form(page).getByLabel('a trial of 15 days').check()
    await form(page).getByLabel('Plan', { exact: true }).selectOption('mail-premium')
    await form(page).getByLabel('Licences').fill('7')
    const held = (): Promise<string[]> =>
      form(page)
        .locator('input, select')
        .evaluateAll((controls) =>
          controls.map((control) =>
            control instanceof HTMLInputElement && control.type === 'radio'
              ? String(control.checked)
              : control instanceof HTMLInputElement || control instanceof HTMLSelectElement
                ? control.value
                : '',
          ),
        )
    const before = await held()
    expect(before).toEqual(expect.arrayContaining(['pt-BR', 'TH', 'mail-premium', '7']))
    const language = page.locator('header select.language')
    for (const [next, word] of [
      ['th', 'โดเมน'],
      ['pt-BR', 'Domínio'],
      ['en', 'Domain'],
    ] as const) {
      await language.selectOption(next)
      await form(page).getByLabel(word, { exact: true }).waitFor()
      expect(await held(), next).toEqual(before)
    }
    await context.close()
  })

  it('says that a customer is removed, which the list has no more (R16)', async () => {
    const { page, visit } = person
    await visit('/console/customers')
    await page.getByText('Customer removed').waitFor()
    await visit(pathOf('removed'))
    await page.getByRole('button', { name: 'Remove the customer' }).click()
    await dialog(page).getByRole('button', { name: 'Remove the customer' }).click()
    await expect.poll(() => focused(page)).toBe('Customer removed is removed.')
    await seeAgain(page)
    expect(await page.locator('.refused').count()).toBe(0)
    await page.getByRole('link', { name: 'All customers' }).click()
    await page.getByText('Customer busy').waitFor()
    await expect.poll(() => page.getByText('Customer removed').count()).toBe(0)
  })

  it('takes a customer away, from the page and the list, once its super admin has revoked (R14)', async () => {
    const { page, visit, settled } = person
    const { revoke } = stepsAt(used.laptop)
    const theirs = /Customer revoked|revoked\.example/
    await visit('/console/customers')
    await page.getByText('Customer revoked').waitFor()
    await visit(pathOf('revoked'))
    await page.getByRole('heading', { name: 'Customer revoked' }).waitFor()
    await revoke({ customerId: idOf('revoked') }, 'nina@revoked.example.org')
    await seeAgain(page)
    const refused = page.locator('main [data-code="access-revoked"]')
    await refused.waitFor()
    await settled()
    expect(await refused.textContent()).toMatch(
      /The organisation has revoked your access.*administrators of the organisation.*Since /,
    )
    expect(await page.content()).not.toMatch(theirs)
    expect(await page.title()).not.toMatch(theirs)
    let release: (() => void) | undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const LIST = /\/v1\/console\/customers\?/
    await page.route(LIST, async (route) => {
      await released
      await route.continue()
    })
    await page.getByRole('link', { name: 'All customers' }).click()
    await page.getByRole('heading', { name: 'Manage Customers' }).waitFor()
    expect(await page.content()).not.toMatch(theirs)
    release?.()
    await page.getByText('Customer busy').waitFor()
    expect(await page.content()).not.toMatch(theirs)
    await page.unrouteAll()
  })

  it('tells of a revocation with the focus, and shows the customer again once access is granted again (R14, R62)', async () => {
    const { page, visit } = person
    const { revoke } = stepsAt(used.laptop)
    const superAdmin = 'nina@granted.example.org'
    const customerId = idOf('granted')
    await visit(pathOf('granted'))
    await page.getByRole('button', { name: 'Extend trial' }).focus()
    await revoke({ customerId }, superAdmin)
    await seeAgain(page)
    const refused = page.locator('main [role=alert][data-code="access-revoked"]')
    await refused.waitFor()
    await expect.poll(() => refused.evaluate((block) => block === document.activeElement)).toBe(true)
    expect(
      await used.ask(superAdmin, 'POST', `/organizations/${customerId}/partner-access/grant`),
    ).toMatchObject({ status: 200 })
    await seeAgain(page)
    await page.getByRole('button', { name: 'Extend trial' }).waitFor()
    expect(await refused.count()).toBe(0)
    expect(await focused(page)).toBe('Customer granted')
  })

  it('moves the clock once though nobody knows and the dialog was closed; by another length only if the person says so', async () => {
    const { page, context, open, expectSound } = await personAt(support, WIDE)
    const CLOCK = /\/v1\/clock$/
    const aheadMs = async (): Promise<number> => {
      const { body } = await used.ask(support, 'GET', '/clock')
      return Number(body['aheadMs'])
    }
    await open('/clock')
    const sent = requestsOf(page, 'POST', CLOCK)
    const choose = (name: string) =>
      page.getByRole('group', { name: 'Quick choices' }).getByRole('button', { name, exact: true }).click()
    const move = dialog(page).getByRole('button', { name: 'Move forward' })
    const lose = async (lost = lostBefore): Promise<void> => {
      await answerNext(page, 'POST', CLOCK, lost)
      await choose('1 hour')
      await move.click()
      await dialog(page).getByText('Nobody knows whether it was done.').waitFor()
      await page.unrouteAll()
      await page.keyboard.press('Escape')
    }
    const before = await aheadMs()
    await lose()
    await choose('1 hour')
    expect(await move.count()).toBe(0)
    await dialog(page).getByRole('button', { name: 'Ask again' }).click()
    await page.getByText('The clock was moved.').waitFor()
    expect(keysOf(sent)).toHaveLength(1)
    expect(await aheadMs()).toBe(before + HOUR_MS)
    await lose()
    await choose('1 day')
    await dialog(page).getByText('What you sent before may have been done').waitFor()
    expect(await move.count()).toBe(0)
    await expectSound(/^request: |shows no focus$/)
    const about = dialog(page).getByRole('button', { name: 'Ask again about what was sent' })
    for (const [status, words] of [
      [503, 'The service is busy'],
      [429, 'Too many requests'],
    ] as const) {
      await answerNext(page, 'POST', CLOCK, gatewayRefusal(status))
      await about.click()
      await dialog(page).getByText(words).waitFor()
      await page.unrouteAll()
    }
    await about.click()
    await expect.poll(() => dialog(page).count()).toBe(0)
    expect(await aheadMs()).toBe(before + 2 * HOUR_MS)
    await lose(lostAfter)
    await choose('1 hour')
    await move.click()
    await expect.poll(() => dialog(page).count()).toBe(0)
    expect(await aheadMs()).toBe(before + 4 * HOUR_MS)
    expect(keysOf(sent)).toHaveLength(4)
    await lose()
    await choose('1 day')
    await answerNext(page, 'POST', CLOCK, gatewayRefusal(429))
    await dialog(page).getByRole('button', { name: 'Send this too' }).click()
    await dialog(page).getByText('Too many requests').waitFor()
    expect(await focused(page)).toBe('Move forward')
    await page.keyboard.press('Enter')
    await expect.poll(() => dialog(page).count()).toBe(0)
    expect(await aheadMs()).toBe(before + 28 * HOUR_MS)
    // It was said before, and takes the focus anew.
    await expect.poll(() => focused(page)).toContain('The clock was moved.')
    expect(keysOf(sent)).toHaveLength(6)
    await context.close()
  })

  it('stands in place of the page once the partner is deactivated, at the next action and when seen again (R8)', async () => {
    const { page, context, visit, settled } = await personAt(secondPartner, WIDE)
    const other = await context.newPage()
    await visit(pathOf('theirs'))
    await other.goto(new URL('/console/customers', used.laptop.addresses.console).href)
    await other.getByText('Customer theirs').waitFor()
    const extend = await extendDialog(page)
    const deactivation = `${await pathOfSecondPartner()}/deactivation`
    expect(await used.ask(support, 'POST', deactivation, { reason: 'Two complaints.' })).toMatchObject({
      status: 200,
    })
    await extend.click()
    const refused = (tab: Page): Locator => tab.locator('main [data-code="partner-deactivated"]')
    await refused(page).waitFor()
    await settled()
    expect(await refused(page).textContent()).toMatch(/support/)
    expect(await page.content()).not.toContain('Customer theirs')
    await seeAgain(other)
    await refused(other).waitFor()
    expect(await other.content()).not.toContain('Customer theirs')
    expect(await other.getByRole('navigation', { name: 'Show' }).count()).toBe(0)
    // A page none of whose reads goes on while it is refused.
    await visit('/store/mapping')
    await refused(page).waitFor()
    const reactivation = `${await pathOfSecondPartner()}/reactivation`
    expect(await used.ask(support, 'POST', reactivation)).toMatchObject({
      status: 200,
    })
    for (const tab of [page, other]) await seeAgain(tab)
    await page.locator('.nothing').waitFor()
    await other.getByText('Customer theirs').waitFor()
    for (const tab of [page, other]) expect(await refused(tab).count()).toBe(0)
    await context.close()
  })

  it('says of a deactivation that it is done only where it is, though an answer was lost before (R8)', async () => {
    const { page, context, open } = await personAt(support, WIDE)
    const path = await pathOfSecondPartner()
    await used.ask(support, 'POST', `${path}/reactivation`)
    await open(path)
    const sent = requestsOf(page, 'POST', /\/deactivation$/)
    const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })
    await answerNext(page, 'POST', /\/deactivation$/, lostAfter)
    await button(page, 'Deactivate').click()
    await dialog(page).getByLabel('Reason').fill('Complaints.')
    await button(dialog(page), 'Deactivate').click()
    await dialog(page).getByText('Nobody knows').waitFor()
    await page.unrouteAll()
    await page.keyboard.press('Escape')
    await button(page, 'Reactivate').click()
    await button(dialog(page), 'Reactivate').click()
    await page.getByText('The partner is admitted again').waitFor()
    await button(page, 'Deactivate').click()
    await button(dialog(page), 'Deactivate').click()
    await button(page, 'Reactivate').waitFor()
    expect(keysOf(sent)).toHaveLength(2)
    expect(await used.ask(support, 'GET', path)).toMatchObject({ body: { status: 'deactivated' } })
    await context.close()
  })
})
