import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { plusMonths } from '../../shared/kernel/date.ts'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const FINANCE = 'finance@vendor.co.th'
/** Paid by its own card, and by its partner's. */
const OWN = 'nam.co.th'
const RESOLD = 'baan.co.th'

const Items = z.array(z.record(z.string(), z.unknown()))
const Text = z.string()
const usd = (minor: number) => ({ currency: 'USD', minor })
const superAdmin = (domain: string) => `malee@${domain}`

describe('payments that are given back', () => {
  const { programme, beginOn, moveTo, approve, add, verify, sale } = useSelling()
  const { ask, download, mailsOf } = programme
  const sales: Record<string, ReturnType<typeof sale> & { readonly paymentId: string }> = {}
  const of = (domain: string) => {
    const found = sales[domain]
    if (!found) throw new Error(`${domain} bought nothing`)
    return found
  }
  let anchor = ''
  const refund = (domain: string, body: object, key: string = crypto.randomUUID()) =>
    ask(FINANCE, 'POST', `/staff/payments/${of(domain).paymentId}/refunds`, body, { idempotencyKey: key })
  const commission = async () => (await ask(PARTNER, 'GET', '/commission')).body
  const listed = async () => Items.parse((await ask(PARTNER, 'GET', '/payments')).body['items'])

  it(
    'R44: one buys by its own card and one by its partner’s',
    async () => {
      anchor = await beginOn('03-10')
      await approve(PARTNER, 'Siam Cloud')
      await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${FINANCE}`, { staffRoles: ['finance'] })
      for (const [domain, cardType, charge] of [
        [OWN, 'CC', 36_000],
        [RESOLD, 'RC', 28_800],
      ] as const) {
        const customerId = await add(PARTNER, domain)
        await verify(PARTNER, customerId)
        const store = sale(PARTNER, customerId)
        const profile = { cardType, paymentMethod: 'pm_card_visa' }
        const { body } = await store.change({ plan: 'standard', licences: 10, profile })
        expect(body).toMatchObject({ payment: { charge: usd(charge) } })
        sales[domain] = { ...store, paymentId: Text.parse(Object(body['payment']).paymentId) }
      }
      expect(await commission()).toMatchObject({ held: usd(7_200) })
    },
    SLOW_MS,
  )

  it('R46: a part that goes back claws commission back in proportion, once for each key, and is mailed', async () => {
    const part = { amount: usd(9_000), reason: 'requested', note: 'Ten licences too many' }
    const mails = await mailsOf(async () => {
      for (const _time of [1, 2])
        expect(await refund(OWN, part, 'part')).toMatchObject({
          status: 201,
          body: { state: 'succeeded', amount: usd(9_000), clawedBack: usd(1_800) },
        })
    })
    expect(mails).toEqual([
      `${superAdmin(OWN)}: USD 90.00 for ${OWN} is given back`,
      `${PARTNER}: A refund for ${OWN} lowers your commission`,
    ])
    expect(await commission()).toMatchObject({ held: usd(5_400) })
    expect(await refund(OWN, { amount: usd(27_001), reason: 'other' })).toMatchObject({
      status: 409,
      body: { type: '/problems/refund-exceeds-payment', left: usd(27_000) },
    })
  })

  it('R44 R46: of a reseller’s card list price and discount go back (example 12), in the lists and the file too', async () => {
    expect(await refund(RESOLD, { amount: usd(10_000), reason: 'duplicate' })).toMatchObject({
      status: 201,
      body: { list: usd(12_500), discount: usd(2_500), clawedBack: usd(0) },
    })
    expect(await listed()).toMatchObject([
      { refunded: usd(10_000), clawedBack: usd(0) },
      { refunded: usd(9_000), clawedBack: usd(1_800) },
    ])
    const [heading = '', ...lines] = (await download(PARTNER, '/payments.csv')).split('\r\n')
    const column = heading.split(',').indexOf('refunded')
    expect(lines.slice(0, 2).map((line) => line.split(',')[column])).toEqual(['-100.00', '-90.00'])
  })

  it(
    'R46: after the hold the claw-back comes out of what is available',
    async () => {
      await moveTo(plusMonths(anchor, 1))
      expect(await commission()).toMatchObject({ held: usd(0), available: usd(5_400) })
      expect(await refund(OWN, { amount: usd(9_000), reason: 'requested' })).toMatchObject({ status: 201 })
      expect(await commission()).toMatchObject({ available: usd(3_600) })
    },
    SLOW_MS,
  )

  it('R37 R46: a refund of the rest ends the subscription', async () => {
    const mails = await mailsOf(async () => {
      expect(await refund(OWN, { reason: 'requested', endsSubscription: true })).toMatchObject({
        status: 201,
        body: { amount: usd(18_000), clawedBack: usd(3_600) },
      })
    })
    expect(mails).toContain(`${superAdmin(OWN)}: ${OWN} is on the free plan now`)
    expect((await of(OWN).subscription()).body).toMatchObject({ state: 'free' })
    expect(await commission()).toMatchObject({ held: usd(0), available: usd(0) })
    expect(await refund(OWN, { reason: 'requested' })).toMatchObject({
      body: { type: '/problems/payment-not-refundable' },
    })
  })

  it('R46: a lost dispute takes what is left, once', async () => {
    const { paymentId } = of(RESOLD)
    const { payments } = programme.laptop
    const intent = payments.intents().find(({ metadata }) => metadata['paymentId'] === paymentId)
    const mails = await mailsOf(async () => payments.dispute(intent?.id ?? ''))
    expect(mails).toEqual([])
    expect((await ask(PARTNER, 'GET', `/payments/${paymentId}`)).body).toMatchObject({
      refunded: usd(28_800),
    })
  })
})
