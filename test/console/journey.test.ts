import { IntlMessageFormat } from 'intl-messageformat'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Looks } from '../../local/browser/person.ts'
import { stepsAt } from '../../local/demo-steps.ts'
import { FIRST_STAFF_MEMBER, REVIEWER } from '../../local/people.ts'
import { words as en, type WordsKey } from '../../console/words/en.ts'
import { words as th } from '../../console/words/th.ts'
import { useConsole, type Person } from '../support/browser/console.ts'
import { type Hands, keyboardOf, pointer } from '../support/browser/hands.ts'
import { SLOW_MS } from '../support/laptop.ts'

interface Way {
  readonly by: string
  readonly looks: Looks
  readonly words: Readonly<Record<WordsKey, string>>
  readonly handsOf: (person: Person) => Hands
  readonly name: string
  readonly domain: string
}

const WAYS: readonly Way[] = [
  {
    by: 'the pointer, in English',
    looks: { language: 'en', width: 1440, scheme: 'light' },
    words: en,
    handsOf: () => pointer,
    name: 'river',
    domain: 'example.com',
  },
  {
    by: 'the keyboard alone, in Thai',
    looks: { language: 'th', width: 1440, scheme: 'light' },
    words: th,
    handsOf: ({ page }) => keyboardOf(page),
    name: 'hill',
    domain: 'example.net',
  },
]

const EXTENSIONS = 3

/** Somebody at work: what they see by its words, and what they do with it. */
const atWork = (person: Person, { words, looks, handsOf }: Way) => {
  const { page } = person
  const hands = handsOf(person)
  const say = (key: WordsKey, values: Readonly<Record<string, string | number>> = {}): string =>
    String(new IntlMessageFormat(words[key], looks.language, undefined, { ignoreTag: true }).format(values))
  /** The dialog over the page, else the page: whichever has it. */
  const within = () => page.locator('dialog[open], main:not(:has(dialog[open]))')
  return {
    ...person,
    say,
    press: (key: WordsKey, values?: Readonly<Record<string, string | number>>) =>
      hands.press(within().getByRole('button', { name: say(key, values), exact: true })),
    /** Presses what a dialog asks about. */
    confirm: (key: WordsKey) =>
      hands.press(page.getByRole('dialog').getByRole('button', { name: say(key), exact: true })),
    follow: (key: WordsKey, values?: Readonly<Record<string, string | number>>) =>
      hands.press(page.getByRole('link', { name: say(key, values), exact: true }).first()),
    followText: (text: string) => hands.press(page.getByRole('link', { name: text, exact: true }).first()),
    write: (at: string, text: string) => hands.write(within().locator(`[name="${at}"]`), text),
    choose: (at: string, value: string) => hands.choose(within().locator(`select[name="${at}"]`), value),
    tick: (at: string, value: string) =>
      hands.tick(within().locator(`input[name="${at}"][value="${value}"]`)),
    tickCalled: (key: WordsKey) => hands.tick(within().getByLabel(say(key), { exact: true })),
    sees: async (text: string) => {
      await page.getByText(text, { exact: false }).first().waitFor()
    },
    heading: (text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor(),
  }
}

describe('the way of a partner', () => {
  const { used, personAt } = useConsole()

  beforeAll(async () => {
    const { call } = stepsAt(used.laptop)
    await call({
      as: FIRST_STAFF_MEMBER,
      method: 'PUT',
      path: `/staff/people/${encodeURIComponent(REVIEWER)}`,
      body: { staffRoles: ['reviewer'] },
      answer: z.unknown(),
    })
  }, SLOW_MS)

  it.each(WAYS)(
    'by $by: applies, is accepted, adds a customer, proves its domain, extends its trial to 60 days, sees it end, loses the access and gets it again (R1 to R7, R10, R12, R20 to R22, R30 to R34, R60 to R62)',
    async (way) => {
      const partner = `${way.name}@partner.example`
      const { domain } = way
      const superAdmin = `ada@${domain}`

      // Apply.
      const applicant = atWork(await personAt(partner, way.looks), way)
      await applicant.follow('ownApplications.apply')
      await applicant.heading(applicant.say('apply.title'))
      await applicant.press('form.next')
      await applicant.sees(applicant.say('issue.required'))
      await applicant.write('/company/name', 'River Cloud')
      await applicant.write('/company/email', partner)
      await applicant.write('/company/phone', '+6621234567')
      await applicant.press('form.next')
      await applicant.write('/address/street', '1 Demo Road')
      await applicant.write('/address/city', 'Bangkok')
      await applicant.choose('/address/country', 'TH')
      await applicant.press('form.next')
      await applicant.tick('/primaryExpertise', 'workplace')
      await applicant.press('form.next')
      await applicant.write('/experience', 'Ten years of hosted mail.')
      await applicant.write('/partnershipPlan', 'Twenty customers in a year.')
      await applicant.press('form.next')
      await applicant.tick('/acceptedTerms', '2026-01')
      await applicant.press('form.next')
      await applicant.press('apply.submit')
      await applicant.sees(applicant.say('applicationStatus.submitted'))

      // Review and approve.
      const reviewer = atWork(await personAt(REVIEWER, way.looks), way)
      await reviewer.visit('/staff/applications')
      await reviewer.followText('River Cloud')
      await reviewer.press('staff.approve')
      await reviewer.confirm('staff.approve')
      await reviewer.sees(reviewer.say('staff.application.done.approved'))
      await reviewer.context.close()

      // Add a customer on a trial.
      await applicant.open('/')
      await applicant.follow('nav.customers')
      await applicant.heading(applicant.say('nav.customers'))
      await applicant.sees(applicant.say('customers.empty'))
      await applicant.follow('customers.add')
      await applicant.write('/domain', domain)
      await applicant.write('/organizationName', 'Example Company')
      await applicant.choose('/country', 'TH')
      await applicant.write('/superAdmin/firstName', 'Ada')
      await applicant.write('/superAdmin/email', superAdmin)
      await applicant.tickCalled('newCustomer.onTrial')
      await applicant.choose('/trial/plan', 'professional')
      await applicant.write('/trial/licences', '10')
      await applicant.press('customers.add')

      // Publish the record, and verify.
      await applicant.heading(applicant.say('verification.title', { domain }))
      await applicant.press('verification.check')
      await applicant.sees(applicant.say('verification.absent'))
      const value = await applicant.page.locator('dd.record code').last().textContent()
      used.laptop.dns.set(domain, 'TXT', value ?? '')
      await applicant.press('verification.check')
      await applicant.sees(applicant.say('verification.verified', { domain }))
      await applicant.follow('verification.toCustomer')

      // Extend to 60 days.
      for (let extension = 1; extension <= EXTENSIONS; extension += 1) {
        await applicant.heading('Example Company')
        await applicant.press('trial.extend')
        await applicant.sees(applicant.say('trial.extensionsLeft', { count: EXTENSIONS - extension }))
        await applicant.confirm('trial.extend')
        await applicant.sees(applicant.say('trial.grantedOf', { days: 15 + 15 * extension }))
      }
      await applicant.settled()
      await expect(
        applicant.page.getByRole('button', { name: applicant.say('trial.extend'), exact: true }).count(),
      ).resolves.toBe(0)

      // Move the clock, and see the trial end.
      const support = atWork(await personAt(FIRST_STAFF_MEMBER, way.looks), way)
      await support.visit('/clock')
      await support.write('days', '61')
      await support.press('staff.clock.continue')
      await support.confirm('staff.clock.forward')
      await support.page.locator('.notice.good').waitFor()
      await support.context.close()
      await applicant.visit('/console/customers?trial=ended')
      await applicant.sees(domain)

      // The super admin revokes, while the partner has the customer's page open.
      await applicant.followText(domain)
      await applicant.heading('Example Company')
      const administrator = atWork(await personAt(superAdmin, way.looks), way)
      await administrator.heading(administrator.say('access.title', { organization: 'Example Company' }))
      await administrator.press('access.revoke')
      await administrator.confirm('access.revoke')
      await administrator.sees(administrator.say('receipt.title', { partner: 'River Cloud' }))
      await applicant.page.evaluate(() =>
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
      )
      await applicant.page.locator('[data-code="access-revoked"]').waitFor()
      await expect(applicant.page.getByText(superAdmin).count()).resolves.toBe(0)
      await applicant.visit('/console/customers')
      await applicant.sees(applicant.say('customers.empty'))

      // And grants it again.
      await administrator.press('access.grant')
      await administrator.confirm('access.grant')
      await administrator.sees(administrator.say('access.grantDone', { partner: 'River Cloud' }))
      await applicant.open('/console/customers')
      await applicant.sees(domain)
      await applicant.context.close()
      await administrator.context.close()
    },
    SLOW_MS,
  )
})
