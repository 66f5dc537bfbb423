import { expect, it } from 'vitest'
import { handler as listOwn } from '../../functions/payments/list-payments.ts'
import { handler } from '../../functions/payments/list-staff-payments.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { paymentSurfaced } from '../../shared/payments/changes.ts'
import { listPayments, listStaffPayments } from '../../shared/payments/contract.ts'
import { paymentView } from '../../shared/payments/payment.ts'
import { paymentEventRecord } from '../../shared/payments/records.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { manyLike, sales } from './sales.ts'

const listed = ({ body }: Pick<Called, 'body'>, member = 'paymentId'): string[] =>
  Object.values(Object(body['items'])).map((item) => String(Object(item)[member]))

const selling = async () => {
  const { partner, customer, payment } = await arrange.subscribed({ cardType: 'CC' })
  return { as: await arrange.staff('finance'), input: {}, partner, customer, payment }
}

/** An event of the provider; money for a payment that is not known where it names one. */
const event = (eventId: string, day: string, customerId?: string) =>
  paymentEventRecord.put({
    eventId,
    type: 'payment_intent.succeeded',
    providerIntent: `pi_${eventId}`,
    receivedAt: Instant.parse(`${day}T12:00:00.000Z`),
    ...(customerId
      ? {
          unmatched: {
            paymentId: 'pay_00000000000000000000000000',
            customerId,
            amount: 28_800,
            currency: 'usd',
            state: 'succeeded' as const,
          },
        }
      : {}),
  })

describeOperation(listStaffPayments, handler, {
  done: {
    title: 'R44 each payment with the partner whose sale it is',
    arrange: selling,
    then: (answer, { partner, payment }) =>
      expect(answer.items[0]).toEqual({ ...paymentView(payment), partnerId: partner.partnerId }),
  },
  using: [
    async () => {
      const { as, customer } = await selling()
      return { as, input: { customerId: customer.customerId } }
    },
    async () => ({ as: await arrange.staff('finance'), input: { state: 'unmatched' as const } }),
  ],
  refuses: {},
  also: (table) => {
    it('R44 R45 all sales newest first, by day, card type, state and customer', async () => {
      const { finance, ...made } = await table.arranged(async () => ({
        ...(await sales()),
        finance: await arrange.staff('finance'),
      }))
      const { onOwnCard, moved, ofOther, declined, revoked, open, day } = made
      const ours = [open, revoked, declined, moved, onOwnCard, { payment: ofOther }].map(
        ({ payment }) => payment.paymentId,
      )
      const list = async (query: object) =>
        listed(await call(listStaffPayments, handler, finance, { ...query, limit: 100 })).filter((id) =>
          ours.some((paymentId) => paymentId === id),
        )
      const idsOf = (...of: { payment: { paymentId: string } }[]) =>
        of.map(({ payment }) => payment.paymentId)
      expect(await list({ to: day(1) })).toEqual(idsOf(revoked, declined, moved, onOwnCard))
      expect(await list({ from: day(10), to: day(5) })).toEqual(idsOf(declined, moved))
      expect(await list({ cardType: 'CC', to: day(1) })).toEqual(idsOf(declined, moved))
      expect(await list({ cardType: 'RC', state: 'pending' })).toEqual(idsOf(open))
      const { customerId } = moved.customer
      expect(await list({ customerId })).toEqual([ofOther.paymentId, moved.payment.paymentId])
      expect(await list({ customerId, to: day(10) })).toEqual(idsOf(moved))
      expect(await list({ customerId, state: 'declined' })).toEqual([])
      const body = {
        items: [{ partnerId: made.other.partner.partnerId }, { partnerId: made.seller.partner.partnerId }],
      }
      expect(await call(listStaffPayments, handler, finance, { customerId })).toMatchObject({ body })
    })

    it('R45 what the provider took for payments that are not known, newest first, by day and customer', async () => {
      await inMemory(async () => {
        const finance = await arrange.staff('finance')
        const [one, two] = ['cus_00000000000000000000000001', 'cus_00000000000000000000000002']
        await arrange.commit(
          event('evt_1', '2027-01-01', one),
          event('evt_2', '2027-01-02', two),
          event('evt_3', '2027-01-03', one),
          event('evt_4', '2027-01-03'),
        )
        const list = (query: object) =>
          call(listStaffPayments, handler, finance, { state: 'unmatched', ...query })
        expect((await list({ to: '2027-01-01' })).body).toEqual({
          items: [
            {
              state: 'unmatched',
              eventId: 'evt_1',
              providerIntent: 'pi_evt_1',
              providerState: 'succeeded',
              paymentId: 'pay_00000000000000000000000000',
              customerId: one,
              amount: 28_800,
              currency: 'usd',
              receivedAt: '2027-01-01T12:00:00.000Z',
            },
          ],
        })
        const events = async (query: object) => listed(await list(query), 'eventId')
        expect(await events({})).toEqual(['evt_3', 'evt_2', 'evt_1'])
        expect(await events({ customerId: one })).toEqual(['evt_3', 'evt_1'])
        expect(await events({ from: '2027-01-02', to: '2027-01-02' })).toEqual(['evt_2'])
        const { body } = await list({ limit: 2, customerId: one })
        expect(listed({ body }, 'eventId')).toEqual(['evt_3', 'evt_1'])
        const first = await list({ limit: 1, customerId: one })
        const cursor = first.body['nextCursor']
        expect(await events({ limit: 1, customerId: one, cursor })).toEqual(['evt_1'])
        expect(await list({ cardType: 'CC' })).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: '/cardType' }] },
        })
      })
    })

    it('R45 money that surfaced after the end of a payment, in every list of finance, and in none of its partner', async () => {
      await inMemory(async () => {
        const finance = await arrange.staff('finance')
        const { admin, customer, payment: begun } = await arrange.subscribed({ pending: 'purchase' })
        await arrange.recorded(begun, { outcome: 'failed' })
        const ended = await arrange.storedPayment(begun)
        if (ended.state !== 'failed') throw new Error('The payment has not failed')
        const surfaced = { providerIntent: 'pi_1', at: await arrange.now() }
        await arrange.commit(...paymentSurfaced(ended, { ...ended, surfaced }))
        const { customerId } = customer
        for (const query of [{}, { customerId }])
          expect(await call(listStaffPayments, handler, finance, query)).toMatchObject({
            body: { items: [{ paymentId: ended.paymentId, state: 'failed', surfaced }] },
          })
        const { body } = await call(listPayments, listOwn, admin, {})
        expect(body).toEqual({ items: [paymentView(ended)] })
      })
    })

    it('refuses a range that ends before it begins, of payments and of what is unmatched', async () => {
      const { as } = await table.arranged(selling)
      for (const state of ['succeeded', 'unmatched'] as const)
        expect(
          await call(listStaffPayments, handler, as, { state, from: '2027-02-02', to: '2027-02-01' }),
        ).toMatchObject({ status: 400, body: { issues: [{ pointer: '/to' }] } })
    })

    it.each(['all', 'one customer'])('goes on where a filtered page of %s ended', async (which) => {
      await inMemory(async () => {
        const { as, customer, payment } = await selling()
        await manyLike(payment, 5)
        const { customerId } = customer
        const of = which === 'all' ? {} : { customerId }
        const list = (query: object) =>
          call(listStaffPayments, handler, as, { ...of, state: 'succeeded', limit: 2, ...query })
        const walked = async (query: object): Promise<string[]> => {
          const { body } = await list(query)
          const cursor = body['nextCursor']
          return [...listed({ body }), ...(cursor ? await walked({ cursor }) : [])]
        }
        const all = await walked({})
        expect(all).toEqual(listed(await list({ limit: 100 })))
        expect(all).toHaveLength(which === 'all' ? 1 : 5)
      })
    })
  },
})
