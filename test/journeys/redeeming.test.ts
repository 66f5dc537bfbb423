import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const DOMAIN = 'baan.co.th'
const ONE = 'fah@vendor.co.th'
const OTHER = 'ploy@vendor.co.th'

const Text = z.string()
const usd = (minor: number) => ({ currency: 'USD', minor })
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

describe('a partner that redeems its commission', () => {
  const { programme, beginOn, moveTo, approve, add, verify, sale } = useSelling()
  const { ask, mailsOf } = programme
  let boughtOn = ''
  let payoutId = ''
  const send = (email: string, path: string, body?: object) =>
    ask(email, 'POST', path, body, { idempotencyKey: crypto.randomUUID() })
  const request = (invoiceReference: string, minor?: number) =>
    send(PARTNER, '/commission/payouts', {
      invoiceReference,
      ...(minor === undefined ? {} : { amount: usd(minor) }),
    })
  const decide = (email: string, decision: string, body?: object) =>
    send(email, `/staff/payouts/${payoutId}/${decision}`, body)
  const commission = async () => (await ask(PARTNER, 'GET', '/commission')).body

  it(
    "R44 R47 R48: what a sale on the customer's card earned is held, and cannot be redeemed",
    async () => {
      boughtOn = await beginOn('02-01')
      for (const email of [ONE, OTHER])
        await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${email}`, { staffRoles: ['finance'] })
      await approve(PARTNER, 'Siam Cloud')
      const customerId = await add(PARTNER, DOMAIN)
      await verify(PARTNER, customerId)
      const profile = { cardType: 'CC', paymentMethod: 'pm_card_visa' }
      expect(
        await sale(PARTNER, customerId).change({
          plan: 'standard',
          licences: 20,
          payPeriod: 'yearly',
          profile,
        }),
      ).toMatchObject({
        status: 200,
        body: { payment: { charge: usd(72_000), commission: usd(14_400), payer: 'customer' } },
      })
      expect(await commission()).toMatchObject({ held: usd(14_400), available: usd(0) })
      expect(await request('2027-001', 10_000)).toMatchObject({
        status: 409,
        body: { type: '/problems/insufficient-available', available: usd(0) },
      })
      expect(await request('2027-001')).toMatchObject({
        status: 409,
        body: { type: '/problems/below-threshold', threshold: usd(10_000) },
      })
    },
    SLOW_MS,
  )

  it('R47: it is released once its hold of 30 days is over', async () => {
    await moveTo(plusDays(boughtOn, 31))
    expect(await commission()).toMatchObject({ held: usd(0), available: usd(14_400) })
  })

  it('R48: all of it is asked for against an invoice, and finance is told', async () => {
    const mails = await mailsOf(async () => {
      const asked = await request(' 2027-001 ')
      expect(asked).toMatchObject({
        status: 201,
        body: { state: 'requested', amount: usd(14_400), invoiceReference: '2027-001' },
      })
      payoutId = Text.parse(asked.body['payoutId'])
    })
    expect(mails).toEqual(
      [ONE, OTHER].map((email) => `${email}: Siam Cloud asks for USD 144.00 to be paid out`),
    )
    expect(await commission()).toMatchObject({ available: usd(0), reserved: usd(14_400) })
    expect(await request('2027-001')).toMatchObject({
      status: 409,
      body: { type: '/problems/invoice-already-used' },
    })
  })

  it('R48: what finance rejects is available again, and its invoice may be named again', async () => {
    const mails = await mailsOf(async () =>
      expect(await decide(OTHER, 'rejection', { reason: 'The invoice has no date.' })).toMatchObject({
        status: 200,
        body: { state: 'rejected', reason: 'The invoice has no date.' },
      }),
    )
    expect(mails).toEqual([`${PARTNER}: Your payout of USD 144.00 is rejected`])
    expect(await commission()).toMatchObject({ available: usd(14_400), reserved: usd(0) })
    const asked = await request('2027-001')
    expect(asked).toMatchObject({ status: 201 })
    payoutId = Text.parse(asked.body['payoutId'])
  })

  it('R48: one of finance approves it, another one pays it, and the partner is told', async () => {
    expect((await ask(ONE, 'GET', '/staff/payouts')).body).toMatchObject({ items: [{ payoutId }] })
    expect(await decide(ONE, 'payment')).toMatchObject({
      status: 409,
      body: { type: '/problems/payout-not-approved', state: 'requested' },
    })
    expect(await decide(ONE, 'approval')).toMatchObject({ status: 200, body: { state: 'approved' } })
    expect(await decide(ONE, 'payment')).toMatchObject({
      status: 403,
      body: { type: '/problems/four-eyes' },
    })
    const mails = await mailsOf(async () =>
      expect(await decide(OTHER, 'payment')).toMatchObject({ status: 200, body: { state: 'paid' } }),
    )
    expect(mails).toEqual([`${PARTNER}: USD 144.00 of your commission is paid out`])
    expect(await commission()).toMatchObject({
      held: usd(0),
      available: usd(0),
      reserved: usd(0),
      paidOut: usd(14_400),
    })
    expect((await ask(PARTNER, 'GET', '/commission/payouts')).body).toMatchObject({
      items: [
        { payoutId, state: 'paid', amount: usd(14_400) },
        { state: 'rejected', reason: 'The invoice has no date.' },
      ],
    })
  })
})
