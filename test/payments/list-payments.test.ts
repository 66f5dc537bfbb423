import { expect, it } from 'vitest'
import { handler } from '../../functions/payments/list-payments.ts'
import { listPayments } from '../../shared/payments/contract.ts'
import { paymentView } from '../../shared/payments/payment.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { manyLike, sales } from './sales.ts'

const ids = ({ body }: Pick<Called, 'body'>): string[] =>
  Object.values(Object(body['items'])).map((item) => String(Object(item).paymentId))

const idsOf = (...of: { payment: { paymentId: string } }[]) => of.map(({ payment }) => payment.paymentId)

const selling = async () => {
  const { admin, customer, payment } = await arrange.subscribed({ cardType: 'CC' })
  return { as: admin, input: {}, customer, payment }
}

describeOperation(listPayments, handler, {
  done: {
    title: 'R44 a sale tagged CC, with what it earned, and nothing of the card or the terms',
    arrange: selling,
    then: (answer, { payment }) => {
      expect(answer).toEqual({ items: [paymentView(payment)] })
      expect(answer.items[0]).toMatchObject({
        state: 'succeeded',
        cardType: 'CC',
        payer: 'customer',
        charge: { currency: 'USD', minor: 36_000 },
        discount: { currency: 'USD', minor: 0 },
        commission: { currency: 'USD', minor: 7_200 },
      })
      expect(JSON.stringify(answer)).not.toMatch(/pi_made_up|pm_made_up|cus_made_up|4242|bps/i)
    },
  },
  refuses: {},
  also: (table) => {
    it('R44 R63 its own sales newest first by day, card type, state and customer, those to customers that revoked or have moved too', async () => {
      const made = await table.arranged(sales)
      const { seller, onOwnCard, moved, ofOther, declined, revoked, open, other, day } = made
      const list = async (query: object, by = seller.admin) =>
        ids(await call(listPayments, handler, by, { ...query }))
      expect(await list({})).toEqual(idsOf(open, revoked, declined, moved, onOwnCard))
      expect(await list({ cardType: 'CC' })).toEqual(idsOf(declined, moved))
      expect(await list({ state: 'succeeded' })).toEqual(idsOf(revoked, moved, onOwnCard))
      expect(await list({ state: 'succeeded', cardType: 'CC' })).toEqual(idsOf(moved))
      expect(await list({ state: 'failed' })).toEqual([])
      expect(await list({ from: day(10) })).toEqual(idsOf(open, revoked, declined, moved))
      expect(await list({ to: day(10) })).toEqual(idsOf(moved, onOwnCard))
      expect(await list({ from: day(10), to: day(5) })).toEqual(idsOf(declined, moved))
      expect(await list({ from: day(9), to: day(9) })).toEqual([])
      const { customerId } = moved.customer
      expect(await list({ customerId })).toEqual(idsOf(moved))
      expect(await list({ customerId, from: day(9) })).toEqual([])
      expect(await list({ customerId }, other.admin)).toEqual([ofOther.paymentId])

      const walked = async (query: object): Promise<string[]> => {
        const { body } = await call(listPayments, handler, seller.admin, { limit: 2, ...query })
        const cursor = body['nextCursor']
        return [...ids({ body }), ...(cursor ? await walked({ ...query, cursor }) : [])]
      }
      expect(await walked({})).toEqual(idsOf(open, revoked, declined, moved, onOwnCard))
      expect(await walked({ state: 'succeeded' })).toEqual(idsOf(revoked, moved, onOwnCard))
    })

    it('reads at most 1,000 payments a page, goes on by a cursor of this list alone, and tells others nothing of how many there are', async () => {
      await inMemory(async () => {
        const { as, customer, payment } = await selling()
        const stranger = await arrange.partner()
        await manyLike(payment, 1_100)
        const { customerId } = customer
        const list = (query: object, by = as) =>
          call(listPayments, handler, by, { customerId, state: 'failed', ...query })
        const first = await list({})
        expect(ids(first)).toEqual([])
        const cursor = first.body['nextCursor']
        const second = await list({ cursor })
        expect(ids(second)).toHaveLength(1)
        expect(second.body).not.toHaveProperty('nextCursor')
        const missing = { customerId: 'cus_00000000000000000000000000' }
        const invalid = { status: 400, body: { type: '/problems/cursor-invalid' } }
        for (const query of [{ state: 'pending' }, missing])
          expect(await list({ cursor, ...query })).toMatchObject(invalid)
        expect(await list({ cursor }, stranger.admin)).toMatchObject(invalid)
        for (const query of [{}, missing])
          expect((await list(query, stranger.admin)).body).toEqual({ items: [] })
      })
    })

    it.each(['list', 'cursor'])('refuses a range that ends before it begins, of a %s', async (of) => {
      const { admin } = await table.arranged(() => arrange.partner())
      const query = { from: '2027-02-02', to: '2027-02-01', ...(of === 'cursor' ? { cursor: 'x' } : {}) }
      expect(await call(listPayments, handler, admin, query)).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: '/to', detail: 'must not be before `from`' }] },
      })
    })

    it.each([
      ['from', '2027-02-30'],
      ['to', 'tomorrow'],
      ['cardType', 'XX'],
      ['state', 'unmatched'],
      ['customerId', 'x'],
    ])('refuses %s %s', async (member, value) => {
      const { admin } = await table.arranged(() => arrange.partner())
      expect(await call(listPayments, handler, admin, { [member]: value })).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: `/${member}` }] },
      })
    })
  },
})
