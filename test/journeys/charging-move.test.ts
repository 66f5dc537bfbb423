import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMonths } from '../../shared/kernel/date.ts'
import { SLOW_MS } from '../support/laptop.ts'
import { useSelling } from '../support/selling.ts'

const SIAM = 'somchai@siamcloud.co.th'
const LISBOA = 'ines@lisboanuvem.pt'
/** Paid by its partner's card, and by its own. */
const RESOLD = 'baan.co.th'
const OWN = 'nam.co.th'

const Items = z.array(z.record(z.string(), z.unknown()))
const usd = (minor: number) => ({ currency: 'USD', minor })
const superAdmin = (domain: string) => `malee@${domain}`

describe('paid customers that move to another partner', () => {
  const { programme, beginOn, moveTo, approve, add, verify, sale } = useSelling()
  const { ask, mailsOf } = programme
  const ids: Record<string, string> = {}
  const store = (partner: string, domain: string) => sale(partner, ids[domain] ?? '')
  let anchor = ''
  const payments = async (partner: string) =>
    Items.parse((await ask(partner, 'GET', '/payments')).body['items'])
  const held = async (partner: string) => (await ask(partner, 'GET', '/commission')).body['held']
  const inStore = async (partner: string) =>
    Items.parse((await ask(partner, 'GET', '/store/customers')).body['items'])
  const move = async (domain: string) => {
    const { body } = await ask(LISBOA, 'POST', '/partner/code')
    const path = `/organizations/${ids[domain]}/partner`
    expect(await ask(superAdmin(domain), 'POST', path, { code: body['code'] })).toMatchObject({
      status: 200,
      body: { status: 'mapped' },
    })
  }

  it(
    'R13 R44: one is paid by the partner and one by itself; each has a downgrade scheduled',
    async () => {
      anchor = await beginOn('04-10')
      await approve(SIAM, 'Siam Cloud')
      await approve(LISBOA, 'Lisboa Nuvem')
      for (const [domain, cardType, charge] of [
        [RESOLD, 'RC', 3_200],
        [OWN, 'CC', 4_000],
      ] as const) {
        const customerId = await add(SIAM, domain)
        ids[domain] = customerId
        await verify(SIAM, customerId)
        const bought = await store(SIAM, domain).change({
          plan: 'professional',
          licences: 5,
          payPeriod: 'monthly',
          profile: { cardType, paymentMethod: 'pm_card_visa' },
        })
        expect(bought).toMatchObject({ status: 200, body: { payment: { charge: usd(charge) } } })
        await store(SIAM, domain).change({ plan: 'standard' })
      }
      expect(await inStore(SIAM)).toMatchObject([
        { domain: OWN, plan: 'professional', cardType: 'CC', revenue: usd(4_000) },
        { domain: RESOLD, plan: 'professional', cardType: 'RC', revenue: usd(3_200) },
      ])
    },
    SLOW_MS,
  )

  it("R14 R43: the former partner's card is detached, the customer's card and what is scheduled stay", async () => {
    expect(await mailsOf(() => move(RESOLD))).toEqual([
      `${LISBOA}: No card pays for ${RESOLD}`,
      `${LISBOA}: ${RESOLD} has moved to Lisboa Nuvem`,
      `${superAdmin(RESOLD)}: ${RESOLD} has moved to Lisboa Nuvem`,
      `${SIAM}: Your card does not pay for ${RESOLD} any more`,
      `${SIAM}: ${RESOLD} has moved to Lisboa Nuvem`,
    ])
    expect(await mailsOf(() => move(OWN))).not.toContain(
      `${SIAM}: Your card does not pay for ${OWN} any more`,
    )
    const scheduled = { plan: 'standard' }
    const resold = (await store(LISBOA, RESOLD).subscription()).body
    expect(resold).toMatchObject({ state: 'active', plan: 'professional', scheduled })
    expect(resold).not.toHaveProperty('profile')
    expect((await store(LISBOA, OWN).subscription()).body).toMatchObject({
      state: 'active',
      profile: { cardType: 'CC' },
      scheduled,
    })
    expect((await store(SIAM, OWN).subscription()).status).toBe(404)
    expect(await inStore(LISBOA)).toMatchObject([
      { domain: OWN, cardType: 'CC', revenue: usd(0) },
      { domain: RESOLD, revenue: usd(0) },
    ])
  })

  it('R43: no card of the former partner can be put on file by another', async () => {
    const [{ payment_method: paymentMethod } = {}] = programme.laptop.payments.intents()
    expect(await store(LISBOA, RESOLD).setProfile({ cardType: 'RC', paymentMethod })).toMatchObject({
      status: 409,
      body: { type: '/problems/card-unusable', reason: 'unknown' },
    })
  })

  it('R14 R45 R47: the next renewals are past due without a card, and earn the new partner its commission', async () => {
    expect(await mailsOf(() => moveTo(plusMonths(anchor, 1)))).toEqual([
      `${LISBOA}: The renewal of ${RESOLD} is not paid`,
      `${superAdmin(OWN)}: Receipt: USD 20.00 for ${OWN}`,
    ])
    expect((await store(LISBOA, RESOLD).subscription()).body).toMatchObject({
      state: 'past-due',
      plan: 'professional',
      dunning: { reason: 'no-profile' },
    })
    expect([await held(SIAM), await held(LISBOA)]).toEqual([usd(800), usd(400)])
  })

  it("R45: the new partner's card is charged at once, with what was scheduled", async () => {
    const mails = await mailsOf(async () => {
      await store(LISBOA, RESOLD).enterCard('RC', 'pm_card_visa')
      await programme.laptop.runSchedules()
    })
    expect(mails).toEqual([`${LISBOA}: Receipt: USD 16.00 for ${RESOLD}`])
    const paid = (await store(LISBOA, RESOLD).subscription()).body
    expect(paid).toMatchObject({ state: 'active', plan: 'standard', renewalDate: plusMonths(anchor, 2) })
    expect(paid).not.toHaveProperty('scheduled')
  })

  it('R44 R49: each partner keeps the payments of its own sales, and sees no others', async () => {
    const [sold, ...others] = await payments(SIAM)
    expect([sold, ...others]).toMatchObject([{ customerId: ids[OWN] }, { customerId: ids[RESOLD] }])
    expect(await payments(LISBOA)).toMatchObject([{ charge: usd(1_600) }, { charge: usd(2_000) }])
    const path = `/payments/${z.string().parse(sold?.['paymentId'])}`
    expect(await ask(SIAM, 'GET', path)).toMatchObject({ status: 200, body: { charge: usd(4_000) } })
    expect(await ask(LISBOA, 'GET', path)).toMatchObject({ status: 404 })
  })
})
