import { expect, it } from 'vitest'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as quote } from '../../functions/billing/quote-subscription.ts'
import { handler as commission } from '../../functions/commission/get-commission.ts'
import { handler as getOwn } from '../../functions/partners/get-own-partner.ts'
import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { handler } from '../../functions/partners/set-partner-terms.ts'
import { changeSubscription, quoteSubscription } from '../../shared/billing/contract.ts'
import { getCommission } from '../../shared/commission/contract.ts'
import { getOwnPartner, setPartnerAdmins, setPartnerTerms } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { auditActions } from '../support/table/effects.ts'

usePaymentProvider()

const usd = (minor: number) => ({ currency: 'USD', minor }) as const
const TERMS = { discountBps: 1_750, holdDays: 10, threshold: usd(4_000) }

const agreeing = async () => {
  const admins = [arrange.somebody('one'), arrange.somebody('two')]
  const { partner } = await arrange.partner({ admins })
  const input = { partnerId: partner.partnerId, ...TERMS }
  return { as: await arrange.staff('finance'), input, ifMatch: '"1"', partner, admins }
}

const set = ({
  as,
  input,
  ifMatch,
}: Pick<Awaited<ReturnType<typeof agreeing>>, 'as' | 'input' | 'ifMatch'>) =>
  call(setPartnerTerms, handler, as, input, { ifMatch })

describeOperation(setPartnerTerms, handler, {
  done: {
    title: 'R44 R47 R48 sets discount, hold and least payout, with the memberships of all its admins',
    arrange: agreeing,
    then: async (answer, { partner, admins, input: { partnerId } }, table) => {
      expect(answer).toEqual({ ...partner, terms: TERMS, version: 2 })
      expect(await auditActions(table, `PARTNER#${partnerId}`)).toEqual([
        'partner.created',
        'partner-terms.set',
      ])
      for (const admin of admins) {
        expect((await call(getOwnPartner, getOwn, admin, {})).body['terms']).toEqual(TERMS)
        expect((await call(getCommission, commission, admin, {})).body['terms']).toEqual(TERMS)
        expect((await auditActions(table, `PERSON#${await arrange.personIdOf(admin)}`)).at(-1)).toBe(
          'partner-membership.renewed',
        )
      }
    },
  },
  also: () => {
    it('R44 R47 count from the next intent, in its quote too, and change nothing that was pinned before', () =>
      inMemory(async () => {
        const { admin, partner, customer, billing, payment } = await arrange.subscribed({ cardType: 'CC' })
        const { customerId } = customer
        const as = await arrange.staff('finance')
        const open = await arrange.subscribed({ cardType: 'CC', pending: 'purchase' })
        for (const { partnerId } of [partner, open.partner])
          expect(await set({ as, input: { partnerId, ...TERMS }, ifMatch: '"1"' })).toMatchObject({
            status: 200,
          })

        const wish = { customerId, licences: 20 }
        const quoted = (await call(quoteSubscription, quote, admin, wish)).body
        expect(quoted).toMatchObject({ list: usd(36_000), commission: usd(6_300) })
        const ifMatch = `"${billing.version}"`
        const sent = { ifMatch, idempotencyKey: 'first-by-new-terms' }
        const changed = await call(changeSubscription, change, admin, wish, sent)
        expect(changed).toMatchObject({
          status: 200,
          body: {
            payment: {
              list: usd(36_000),
              commission: usd(6_300),
            },
          },
        })
        await arrange.recorded(open.payment, { outcome: 'succeeded', intent: 'pi_made_up' })
        for (const pinned of [payment, open.payment])
          expect(await arrange.storedPayment(pinned)).toMatchObject({
            state: 'succeeded',
            discountBps: 2_000,
            holdDays: 30,
            commission: 7_200,
          })
      }))

    it('R9 gives who becomes an admin later the same terms with the membership', () =>
      inMemory(async () => {
        const asked = await agreeing()
        await set(asked)
        const joining = arrange.somebody('joining')
        const { partnerId, admins } = asked.partner
        const wanted = { partnerId, admins: [...admins, joining.email] }
        for (const support of [await arrange.staff('support'), await arrange.staff('support')])
          expect(await call(setPartnerAdmins, setAdmins, support, wanted, { ifMatch: '"2"' })).toMatchObject({
            status: 200,
            body: { terms: TERMS },
          })
        expect((await call(getCommission, commission, joining, {})).body['terms']).toEqual(TERMS)
      }))

    it('R8 sets the terms of a deactivated partner, whose renewals go on, and lets nobody in by it', () =>
      inMemory(async () => {
        const asked = await agreeing()
        await arrange.deactivatePartner(asked.partner)
        expect(await set({ ...asked, ifMatch: '"2"' })).toMatchObject({
          body: { status: 'deactivated', terms: TERMS },
        })
        for (const admin of asked.admins)
          expect(await call(getOwnPartner, getOwn, admin, {})).toMatchObject({ status: 403 })
      }))

    it.each([
      ['/discountBps', { discountBps: 9_001 }],
      ['/discountBps', { discountBps: -1 }],
      ['/discountBps', { discountBps: 17.5 }],
      ['/holdDays', { holdDays: 366 }],
      ['/holdDays', { holdDays: '30' }],
      ['/threshold/minor', { threshold: { currency: 'USD', minor: 0 } }],
      ['/threshold/minor', { threshold: { currency: 'USD', minor: 100.5 } }],
      ['/threshold/minor', { threshold: { currency: 'USD', minor: '100' } }],
      ['/threshold/minor', { threshold: { currency: 'USD', minor: 2 ** 53 } }],
      ['/threshold/currency', { threshold: { currency: 'EUR', minor: 100 } }],
    ])('R48 refuses what is no terms at %s: %j', (pointer, wrong) =>
      inMemory(async () => {
        const { as, input, ifMatch } = await agreeing()
        const asked = await call(setPartnerTerms, handler, as, { ...input, ...wrong }, { ifMatch })
        expect(asked).toMatchObject({ status: 400, body: { issues: [{ pointer }] } })
      }),
    )
  },
  refuses: {
    'partner-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { partnerId: 'ptr_00000000000000000000000000', ...TERMS },
      ifMatch: '"1"',
    }),
  },
})
