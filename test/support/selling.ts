import { expect } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import type { CardType } from '../../shared/subscriptions/plan.ts'
import { useLaptop, type Answered } from './laptop.ts'

const REVIEWER = 'review@vendor.co.th'
const Text = z.string()
const Records = z.array(z.object({ method: z.string(), name: z.string(), value: z.string() }))
const Clock = z.object({ now: z.string() })

/** What a partner sends to sell something: its idempotency key is new unless named. */
interface Sent {
  readonly key?: string
  readonly ifMatch?: string
}

/** A laptop on which partners sell subscriptions, with a card of theirs or of the customer. */
export const useSelling = () => {
  const programme = useLaptop()
  const { ask } = programme

  const now = async (): Promise<string> =>
    Clock.parse((await ask(FIRST_STAFF_MEMBER, 'GET', '/clock')).body).now
  const untilNine = async (date: string): Promise<string> => {
    const aheadMs = Date.parse(`${date}T09:00:00.000Z`) - Date.parse(await now())
    return `PT${Math.ceil(aheadMs / 1_000)}S`
  }
  /** Begins at 09:00 UTC of the next such day of a month, before anything is due, so that nothing depends on the day of the test; gives its date. */
  const beginOn = async (monthAndDay: string): Promise<string> => {
    const today = await now()
    const year = Number(today.slice(0, 4))
    const isOver = `${year}-${monthAndDay}T09:00:00.000Z` <= today
    const date = `${isOver ? year + 1 : year}-${monthAndDay}`
    await ask(FIRST_STAFF_MEMBER, 'POST', '/clock', { by: await untilNine(date) })
    return date
  }
  /** Lets time pass until 09:00 UTC of a date, and runs what is due by then. */
  const moveTo = async (date: string): Promise<void> => {
    await programme.laptop.advanceClock(await untilNine(date))
  }

  /** Lets somebody become a partner. */
  const approve = async (email: string, name: string): Promise<void> => {
    await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${REVIEWER}`, { staffRoles: ['reviewer'] })
    const submitted = await ask(email, 'POST', '/applications', {
      company: { name, email: `hello@${email.split('@')[1]}`, phone: '+6621234567' },
      address: { street: '1 Main Road', city: 'Town', country: 'TH' },
      primaryExpertise: 'workplace',
      experience: 'Ten years of office suites.',
      partnershipPlan: 'Fifty customers in the first year.',
      acceptedTerms: TERMS_VERSION,
    })
    const path = `/staff/applications/${Text.parse(submitted.body['applicationId'])}/approval`
    expect(await ask(REVIEWER, 'POST', path)).toMatchObject({ status: 200 })
  }

  /** Proves the domain of a partner's customer. */
  const verify = async (partner: string, customerId: string): Promise<void> => {
    const path = `/console/customers/${customerId}/domain/verification`
    const { body } = await ask(partner, 'GET', path)
    for (const { method, name, value } of Records.parse(body['records']))
      if (method === 'TXT') programme.laptop.dns.set(name, 'TXT', value)
    expect(await ask(partner, 'POST', path, { method: 'TXT' })).toMatchObject({ body: { verified: true } })
  }

  /** Adds an organisation as a partner's customer, not verified yet. */
  const add = async (partner: string, domain: string, more: object = {}): Promise<string> => {
    const added = await ask(partner, 'POST', '/customers', {
      domain,
      organizationName: domain,
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: `malee@${domain}` },
      country: 'TH',
      language: 'en',
      ...more,
    })
    return Text.parse(added.body['customerId'])
  }

  /** Chooses a test card at the payment provider's page, as a browser sends its form, and says yes where the bank asks; gives what it comes back with. */
  const chooseCard = async (page: string, card: string): Promise<string> => {
    const shown = await (await fetch(page)).text()
    expect(shown).toContain(`<button name="card" value="${card}">`)
    const send = (form: Record<string, string>) =>
      fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
    const chosen = await send({ card })
    const returned = chosen.status === 303 ? chosen : await send({ card, confirmed: 'yes' })
    return Text.parse(new URL(returned.headers.get('location') ?? '').searchParams.get('entry'))
  }

  /** What a partner does with the subscription of its customer in the Store. */
  const sale = (partner: string, customerId: string) => {
    const path = (rest = '') => `/store/customers/${customerId}${rest}`
    const subscription = () => ask(partner, 'GET', path('/subscription'))
    const send = async (
      method: 'POST' | 'PUT' | 'DELETE',
      rest: string,
      body: object | undefined,
      { key = crypto.randomUUID(), ifMatch }: Sent,
    ): Promise<Answered> =>
      ask(partner, method, path(rest), body, {
        idempotencyKey: key,
        ifMatch: ifMatch ?? Text.parse((await subscription()).etag),
      })
    const openPage = async (cardType: CardType): Promise<string> => {
      const key = { idempotencyKey: crypto.randomUUID() }
      const opened = await ask(partner, 'POST', path('/payment-profile/entry'), { cardType }, key)
      expect(opened).toMatchObject({ status: 201 })
      return Text.parse(opened.body['url'])
    }
    return {
      path,
      subscription,
      quote: (wish: object) => ask(partner, 'POST', path('/subscription/quote'), wish),
      change: (wish: object, sent: Sent = {}) => send('PUT', '/subscription', wish, sent),
      cancel: (sent: Sent = {}) => send('POST', '/subscription/cancellation', undefined, sent),
      withdraw: (sent: Sent = {}) => send('DELETE', '/subscription/scheduled-change', undefined, sent),
      setProfile: (card: object, sent: Sent = {}) => send('PUT', '/payment-profile', card, sent),
      openPage,
      /** Has a card entered at the provider's page, and puts it on file. */
      enterCard: async (cardType: CardType, card: string): Promise<Answered> => {
        const entry = await chooseCard(await openPage(cardType), card)
        return send('PUT', '/payment-profile', { cardType, entry }, {})
      },
    }
  }

  return { programme, beginOn, moveTo, approve, add, verify, chooseCard, sale }
}
