import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMonths } from '../../shared/kernel/date.ts'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const MONTHLY = 'baan.co.th'
const FALLING = 'nam.co.th'
const MENDED = 'doi.co.th'
const YEARLY = 'sala.co.th'

const Items = z.array(z.record(z.string(), z.unknown()))
const Amount = z.object({ minor: z.int() })
const Commission = z.object({ held: Amount, available: Amount })
const usd = (minor: number) => ({ currency: 'USD', minor })
const superAdmin = (domain: string) => `malee@${domain}`
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

describe('subscriptions that renew', () => {
  const { programme, beginOn, moveTo, approve, add, verify, sale } = useSelling()
  const { ask, mailsOf } = programme
  const sales: Record<string, ReturnType<typeof sale> & { readonly customerId: string }> = {}
  const of = (domain: string) => {
    const found = sales[domain]
    if (!found) throw new Error(`${domain} is no customer`)
    return found
  }
  let anchor = ''
  /** The renewal that is not paid. */
  let renewal = ''
  const until = (date: string) => mailsOf(() => moveTo(date))
  const payments = async (domain: string) =>
    Items.parse((await ask(PARTNER, 'GET', `/payments?customerId=${of(domain).customerId}`)).body['items'])
  const users = async () =>
    (await ask(superAdmin(FALLING), 'GET', `/organizations/${of(FALLING).customerId}/users?limit=100`)).body
  const states = async () => Items.parse((await users())['items']).map(({ status }) => status)

  it(
    'R41 R42 R44: four subscriptions are bought, by the month and by the year',
    async () => {
      anchor = await beginOn('01-31')
      renewal = plusMonths(anchor, 1)
      await approve(PARTNER, 'Siam Cloud')
      const monthly = { plan: 'standard', licences: 5, payPeriod: 'monthly' }
      for (const [domain, cardType, wish, charge] of [
        [MONTHLY, 'CC', monthly, 2_000],
        [FALLING, 'RC', { ...monthly, licences: 8 }, 2_560],
        [MENDED, 'CC', monthly, 2_000],
        [YEARLY, 'RC', { plan: 'standard', licences: 3 }, 8_640],
      ] as const) {
        const customerId = await add(PARTNER, domain)
        const store = sale(PARTNER, customerId)
        sales[domain] = { ...store, customerId }
        await verify(PARTNER, customerId)
        const profile = { cardType, paymentMethod: 'pm_card_visa' }
        expect(await store.change({ ...wish, profile })).toMatchObject({
          status: 200,
          body: { payment: { charge: usd(charge) } },
        })
      }
      await of(YEARLY).change({ plan: 'mail-lite' })
      expect(await of(YEARLY).change({ licences: 4 })).toMatchObject({
        body: { subscription: { licences: 4, scheduled: { plan: 'mail-lite' } } },
      })
    },
    SLOW_MS,
  )

  it('R45: a renewal is paid or declined, each mailed once to whose card it is', async () => {
    const { customerId } = of(FALLING)
    await ask(PARTNER, 'POST', `/console/customers/${customerId}/management-session`, { reason: 'Users' })
    const names = ['anong', 'chai', 'dao', 'fon', 'kanda', 'lek', 'nok']
    const added = names.map((name) => ({
      email: `${name}@${FALLING}`,
      firstName: name,
      lastName: 'Dee',
    }))
    await ask(PARTNER, 'POST', `/organizations/${customerId}/users`, { users: added })
    expect(await users()).toMatchObject({ counts: { active: 8, licences: 8 } })
    for (const [domain, cardType] of [
      [FALLING, 'RC'],
      [MENDED, 'CC'],
    ] as const)
      await of(domain).setProfile({ cardType, paymentMethod: 'pm_card_chargeCustomerFail' })
    expect(await until(renewal)).toEqual([
      `${superAdmin(MONTHLY)}: Receipt: USD 20.00 for ${MONTHLY}`,
      `${superAdmin(MENDED)}: The renewal of ${MENDED} is not paid`,
      `${PARTNER}: The renewal of ${FALLING} is not paid`,
    ])
    expect((await of(MONTHLY).subscription()).body).toMatchObject({
      state: 'active',
      renewalDate: plusMonths(anchor, 2),
    })
    expect((await of(FALLING).subscription()).body).toMatchObject({
      state: 'past-due',
      plan: 'standard',
      licences: 8,
      dunning: {
        reason: 'declined',
        nextAttemptAt: `${plusDays(renewal, 1)}T00:00:00.000Z`,
        graceEndsAt: `${plusDays(renewal, 15)}T00:00:00.000Z`,
      },
    })
    expect(await of(FALLING).change({ licences: 9 })).toMatchObject({
      status: 409,
      body: { type: '/problems/subscription-past-due' },
    })
  })

  it('R45: a new card mends it at once, for the period from the day of the renewal', async () => {
    expect(await until(plusDays(renewal, 1))).toEqual([
      `${superAdmin(MENDED)}: The renewal of ${MENDED} is not paid`,
      `${PARTNER}: The renewal of ${FALLING} is not paid`,
    ])
    const mails = await mailsOf(async () => {
      await of(MENDED).enterCard('CC', 'pm_card_visa')
      await programme.laptop.runSchedules()
    })
    expect(mails).toEqual([`${superAdmin(MENDED)}: Receipt: USD 20.00 for ${MENDED}`])
    expect((await of(MENDED).subscription()).body).toMatchObject({
      state: 'active',
      renewalDate: plusMonths(anchor, 2),
    })
    expect(await payments(MENDED)).toMatchObject([
      { state: 'succeeded', periodStart: renewal },
      { state: 'declined', periodStart: renewal },
      { state: 'declined', periodStart: renewal },
      { state: 'succeeded', periodStart: anchor },
    ])
  })

  it('R45: the card is tried on the days 1, 3, 5 and 7, and on no other', async () => {
    for (const day of [2, 3, 4, 5, 6, 7, 8])
      expect(await until(plusDays(renewal, day))).toEqual(
        day % 2 === 1 ? [`${PARTNER}: The renewal of ${FALLING} is not paid`] : [],
      )
    expect((await payments(FALLING)).map(({ state }) => state)).toEqual([
      ...Array.from({ length: 5 }, () => 'declined'),
      'succeeded',
    ])
    const { dunning } = (await of(FALLING).subscription()).body
    expect(dunning).not.toHaveProperty('nextAttemptAt')
  })

  it('R37 R45: after 15 days it falls to free; the users beyond that are suspended, and nobody is deleted', async () => {
    expect(await until(plusDays(renewal, 15))).toEqual([
      `${superAdmin(FALLING)}: ${FALLING} is on the free plan now`,
      `${PARTNER}: ${FALLING} is on the free plan now`,
    ])
    expect((await of(FALLING).subscription()).body).toMatchObject({
      state: 'free',
      plan: 'free',
      licences: 5,
    })
    expect((await states()).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'active'),
      ...Array.from({ length: 3 }, () => 'suspended'),
    ])
  })

  it('R37: buying again makes them active again', async () => {
    await of(FALLING).enterCard('RC', 'pm_card_amex')
    const wish = { plan: 'standard', licences: 8, payPeriod: 'monthly' }
    expect(await of(FALLING).change(wish)).toMatchObject({ status: 200 })
    expect(await states()).toEqual(Array.from({ length: 8 }, () => 'active'))
  })

  it('R44 R45 R47: each month is charged once, also after a jump, and earns its commission', async () => {
    const mails = await until(plusMonths(anchor, 3))
    expect(mails.filter((mail) => mail.includes(MONTHLY))).toEqual(
      Array.from({ length: 2 }, () => `${superAdmin(MONTHLY)}: Receipt: USD 20.00 for ${MONTHLY}`),
    )
    expect((await payments(MONTHLY)).map(({ periodStart, state }) => [periodStart, state])).toEqual(
      [3, 2, 1, 0].map((months) => [plusMonths(anchor, months), 'succeeded']),
    )
    const { held, available } = Commission.parse((await ask(PARTNER, 'GET', '/commission')).body)
    expect(held.minor + available.minor).toBe(8 * 400)
  })

  it('R41 R45: what is cancelled falls to free at its renewal; a yearly renewal is announced 7 days before', async () => {
    for (const domain of [MONTHLY, MENDED, FALLING]) await of(domain).cancel()
    const year = plusMonths(anchor, 12)
    const announced = await until(plusDays(year, -7))
    expect(announced).toEqual([
      ...[MONTHLY, MENDED, FALLING].map(
        (domain) => `${superAdmin(domain)}: ${domain} is on the free plan now`,
      ),
      ...[MONTHLY, MENDED, FALLING].map((domain) => `${PARTNER}: ${domain} is on the free plan now`),
      `${PARTNER}: ${YEARLY} renews on January 31, ${year.slice(0, 4)}`,
    ])
    const texts = programme.laptop.mail.messages(PARTNER).map(({ body }) => body.text)
    expect(texts.filter((text) => /USD\s38\.40 is due then/.test(text ?? ''))).toHaveLength(1)
    expect(await until(year)).toEqual([`${PARTNER}: Receipt: USD 38.40 for ${YEARLY}`])
    const renewed = (await of(YEARLY).subscription()).body
    expect(renewed).toMatchObject({ plan: 'mail-lite', licences: 4, renewalDate: plusMonths(anchor, 24) })
    expect(renewed).not.toHaveProperty('scheduled')
  })
})
