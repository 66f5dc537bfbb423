import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const DOMAIN = 'baan.co.th'
const SUPER_ADMIN = `malee@${DOMAIN}`

const Items = z.array(z.record(z.string(), z.unknown()))
const usd = (minor: number) => ({ currency: 'USD', minor })

describe('a partner that sells a subscription', () => {
  const { programme, beginOn, approve, add, verify, chooseCard, sale } = useSelling()
  const { ask, download, mailsOf } = programme
  let store = sale(PARTNER, '')
  let year = 0
  const organization = (path: string) => store.path(path).replace('/store/customers', '/organizations')
  const payments = async (query = '') =>
    Items.parse((await ask(PARTNER, 'GET', `/payments${query}`)).body['items'])

  it(
    'R37 R41 R43: sells nothing before the domain is verified and a card is on file',
    async () => {
      year = Number((await beginOn('01-15')).slice(0, 4))
      await approve(PARTNER, 'Siam Cloud')
      const customerId = await add(PARTNER, DOMAIN, { trial: { plan: 'professional', licences: 10 } })
      store = sale(PARTNER, customerId)
      const wish = { plan: 'standard', licences: 10, payPeriod: 'yearly' }
      for (const refused of [await store.quote(wish), await store.change(wish)])
        expect(refused).toMatchObject({ status: 409, body: { type: '/problems/domain-not-verified' } })
      await verify(PARTNER, customerId)
      for (const refused of [await store.quote(wish), await store.change(wish)])
        expect(refused).toMatchObject({ status: 409, body: { type: '/problems/payment-profile-missing' } })
      expect(await store.quote({ ...wish, cardType: 'RC' })).toMatchObject({
        status: 200,
        body: {
          effect: 'now',
          lines: [{ item: 'licences', plan: 'standard', quantity: 10, amount: usd(36_000) }],
          list: usd(36_000),
          discount: usd(7_200),
          charge: usd(28_800),
          payer: 'partner',
          commission: usd(0),
          renewalDate: `${year + 1}-01-15`,
        },
      })
      expect(await store.quote({ plan: 'mail-premium', payPeriod: 'monthly' })).toMatchObject({
        status: 409,
        body: { type: '/problems/plan-yearly-only' },
      })
    },
    SLOW_MS,
  )

  it('R43: enters its card at the page of the payment provider, where its bank is asked', async () => {
    const page = await store.openPage('RC')
    const refused = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ card: 'pm_card_chargeDeclined' }),
    })
    expect(await refused.text()).toContain('Your card was declined.')
    const entry = await chooseCard(page, 'pm_card_authenticationRequiredOnSetup')
    expect((await fetch(page)).status).toBe(410)
    const body = { cardType: 'RC', brand: 'visa', last4: '3155' }
    expect(await store.setProfile({ cardType: 'RC', entry })).toMatchObject({
      status: 200,
      body: { state: 'free', profile: body, version: 1 },
    })
    expect((await store.subscription()).body['profile']).toMatchObject(body)
    expect(await store.setProfile({ cardType: 'CC', entry })).toMatchObject({
      status: 409,
      body: { type: '/problems/card-unusable', reason: 'unknown' },
    })
  })

  it('R36 R45: a declined card leaves the trial running, and the same key charges no more', async () => {
    await store.setProfile({ cardType: 'RC', paymentMethod: 'pm_card_chargeCustomerFail' })
    const { etag } = await store.subscription()
    const buy = () =>
      store.change({ plan: 'standard', licences: 10 }, { key: 'declined', ifMatch: etag ?? '' })
    const mails = await mailsOf(async () => {
      const declined = await buy()
      expect(declined).toMatchObject({
        status: 402,
        body: { type: '/problems/payment-declined', reason: 'declined' },
      })
      const { paymentId } = declined.body
      expect(await buy()).toMatchObject({ status: 402, body: { paymentId } })
    })
    expect(mails).toEqual([`${PARTNER}: The card for ${DOMAIN} was declined`])
    expect(await ask(PARTNER, 'GET', store.path())).toMatchObject({
      body: { plan: 'professional', trial: { state: 'running' } },
    })
    expect(await payments()).toMatchObject([{ state: 'declined', charge: usd(28_800), cardType: 'RC' }])
  })

  it('R36 R41 R44: buys at the price of the quote, which ends the trial at once', async () => {
    await store.enterCard('RC', 'pm_card_authenticationRequiredOnSetup')
    const wish = { plan: 'standard', licences: 10 }
    expect(await store.change({ ...wish, expectedCharge: usd(30_000) })).toMatchObject({
      status: 409,
      body: { type: '/problems/quote-changed', quote: { charge: usd(28_800) } },
    })
    const { etag } = await store.subscription()
    const buy = () =>
      store.change({ ...wish, expectedCharge: usd(28_800) }, { key: 'buy', ifMatch: etag ?? '' })
    const mails = await mailsOf(async () => {
      const bought = await buy()
      expect(bought).toMatchObject({
        status: 200,
        body: {
          subscription: {
            state: 'active',
            plan: 'standard',
            licences: 10,
            payPeriod: 'yearly',
            renewalDate: `${year + 1}-01-15`,
          },
          payment: {
            state: 'succeeded',
            charge: usd(28_800),
            payer: 'partner',
            periodStart: `${year}-01-15`,
          },
        },
      })
      expect(await buy()).toEqual(bought)
    })
    expect(mails).toEqual([
      `${SUPER_ADMIN}: The subscription of ${DOMAIN} has changed`,
      `${PARTNER}: Receipt: USD 288.00 for ${DOMAIN}`,
    ])
    expect(await ask(PARTNER, 'GET', store.path())).toMatchObject({
      body: {
        plan: 'standard',
        licences: 10,
        cardType: 'RC',
        revenue: usd(28_800),
        trial: { state: 'ended' },
      },
    })
  })

  it('R40: the super admin changes nothing, and is told who does', async () => {
    const path = organization('/subscription')
    expect(await ask(SUPER_ADMIN, 'PUT', path, { licences: 20 })).toMatchObject({
      status: 403,
      body: { type: '/problems/subscription-managed-by-partner', partner: { companyName: 'Siam Cloud' } },
    })
  })

  it('R41 R44: upgrades at once by its own card, by the difference', async () => {
    const wish = { plan: 'professional', storage: [{ gb: 25, count: 2 }] }
    const { body: quote } = await store.quote(wish)
    expect(quote).toMatchObject({ list: usd(41_000), charge: usd(32_800), commission: usd(0) })
    const mails = await mailsOf(async () =>
      expect(await store.change({ ...wish, expectedCharge: quote['charge'] })).toMatchObject({
        status: 200,
        body: { subscription: { plan: 'professional', storage: [{ gb: 25, count: 2 }] } },
      }),
    )
    expect(mails).toEqual([
      `${SUPER_ADMIN}: The subscription of ${DOMAIN} has changed`,
      `${PARTNER}: Receipt: USD 328.00 for ${DOMAIN}`,
    ])
  })

  it("R43 R44 R47: the customer's card pays the list price, and earns commission that is held", async () => {
    const mails = await mailsOf(async () => {
      expect(await store.enterCard('CC', 'pm_card_mastercard')).toMatchObject({
        status: 200,
        body: { profile: { cardType: 'CC', brand: 'mastercard' } },
      })
      expect(await store.change({ licences: 12 })).toMatchObject({
        status: 200,
        body: {
          subscription: { licences: 12 },
          payment: { list: usd(14_400), charge: usd(14_400), commission: usd(2_880), payer: 'customer' },
        },
      })
    })
    expect(mails).toEqual([
      `${SUPER_ADMIN}: Receipt: USD 144.00 for ${DOMAIN}`,
      `${SUPER_ADMIN}: The subscription of ${DOMAIN} has changed`,
    ])
    expect(await ask(PARTNER, 'GET', '/commission')).toMatchObject({
      status: 200,
      body: { held: usd(2_880), available: usd(0), terms: { discountBps: 2_000, holdDays: 30 } },
    })
  })

  it('R41: a scheduled downgrade survives a change of the licences, and refuses what contradicts it', async () => {
    const scheduled = { plan: 'standard' }
    expect(await store.change(scheduled)).toMatchObject({
      status: 200,
      body: { subscription: { plan: 'professional', scheduled } },
    })
    expect(await store.change({ licences: 13 })).toMatchObject({
      status: 200,
      body: { subscription: { plan: 'professional', licences: 13, scheduled } },
    })
    expect(await store.change({ plan: 'professional' })).toMatchObject({
      status: 409,
      body: { type: '/problems/scheduled-change-conflict', members: ['plan'] },
    })
    expect(await store.change({ licences: 12, storage: [{ gb: 25, count: 3 }] })).toMatchObject({
      status: 409,
      body: { type: '/problems/mixed-change' },
    })
    expect((await store.subscription()).body).toMatchObject({ licences: 13, scheduled })
  })

  it('R41: cancels in place of the downgrade, withdraws that, and schedules the downgrade again', async () => {
    const cancelled = await store.cancel()
    expect(cancelled).toMatchObject({
      status: 200,
      body: {
        subscription: { plan: 'professional', scheduled: { plan: 'free' } },
        replaces: { plan: 'standard' },
      },
    })
    const withdrawn = await store.withdraw()
    expect(withdrawn).toMatchObject({ status: 200, body: { plan: 'professional' } })
    expect(withdrawn.body).not.toHaveProperty('scheduled')
    expect(await store.change({ plan: 'standard', storage: [{ gb: 25, count: 0 }] })).toMatchObject({
      body: { subscription: { scheduled: { plan: 'standard', storage: [] } } },
    })
  })

  it('R44 R49: lists and exports what was paid, by whose card, and no card number', async () => {
    expect((await payments()).map(({ charge, cardType, state }) => [charge, cardType, state])).toEqual([
      [usd(7_200), 'CC', 'succeeded'],
      [usd(14_400), 'CC', 'succeeded'],
      [usd(32_800), 'RC', 'succeeded'],
      [usd(28_800), 'RC', 'succeeded'],
      [usd(28_800), 'RC', 'declined'],
    ])
    expect(await payments('?cardType=CC&limit=1')).toHaveLength(1)
    expect(await payments('?state=declined')).toHaveLength(1)
    const [paid] = await payments('?cardType=RC&state=succeeded')
    expect(await ask(PARTNER, 'GET', `/payments/${z.string().parse(paid?.['paymentId'])}`)).toEqual({
      status: 200,
      etag: null,
      body: paid,
    })
    const csv = await download(PARTNER, `/payments.csv?from=${year}-01-15&to=${year}-01-15`)
    const [heading = '', ...lines] = csv.trim().split('\r\n')
    expect(heading).toContain('paymentId,customerId,createdAt')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toContain('USD,72.00,0.00,72.00,14.40')
    expect(csv).not.toMatch(/4242|3155|visa/)
  })

  it('R63: after a revocation the Store goes on', async () => {
    const revocation = organization('/partner-access/revocation')
    expect(await ask(SUPER_ADMIN, 'POST', revocation)).toMatchObject({ status: 200 })
    expect(await ask(PARTNER, 'PATCH', store.path(), { country: 'BR' }, { ifMatch: '*' })).toMatchObject({
      status: 403,
      body: { type: '/problems/access-revoked' },
    })
    expect(await store.subscription()).toMatchObject({ status: 200, body: { licences: 13 } })
    expect(await store.quote({ licences: 14 })).toMatchObject({ status: 200, body: { charge: usd(7_200) } })
    expect(await store.withdraw()).toMatchObject({ status: 200 })
    expect(await store.enterCard('RC', 'pm_card_visa')).toMatchObject({ status: 200 })
    expect(await store.change({ licences: 14 })).toMatchObject({
      status: 200,
      body: { payment: { charge: usd(5_760), cardType: 'RC' } },
    })
    expect(await store.cancel()).toMatchObject({
      status: 200,
      body: { subscription: { scheduled: { plan: 'free' } } },
    })
    expect(await payments()).toHaveLength(6)
    expect(await ask(PARTNER, 'GET', '/commission')).toMatchObject({ body: { held: usd(4_320) } })
  })
})
