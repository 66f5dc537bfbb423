import { expect, it } from 'vitest'
import { handler as get } from '../../functions/commission/get-commission.ts'
import { handler } from '../../functions/commission/list-commission-entries.ts'
import { getCommission, listCommissionEntries } from '../../shared/commission/contract.ts'
import { dateOf } from '../../shared/kernel/date.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'

const usd = (minor: number) => ({ currency: 'USD', minor }) as const

/** Example 9: a sale of 45.00 at 1750 bps, refunded in three parts. */
const example = async () => {
  const of = await arrange.partner({ terms: { discountBps: 1_750, holdDays: 10, threshold: 4_000 } })
  await arrange.subscribed({ of })
  const sold = await arrange.subscribed({ of, cardType: 'CC', plan: 'mail-lite-10', licences: 3 })
  const refunds = []
  for (let part = 1; part <= 3; part += 1) refunds.push(await arrange.disputed(sold.payment, 1_500))
  return { as: of.admin, input: {}, ...sold, refunds }
}

const BALANCES = ['held', 'available', 'reserved', 'paidOut'] as const

/** All entries of a partner, by pages. */
const entriesOf = async (as: arrange.Somebody, query: object = {}) => {
  const items: Record<string, unknown>[] = []
  let cursor: unknown
  do {
    const sent = { ...query, limit: 3, ...(cursor ? { cursor } : {}) }
    const { status, body } = await call(listCommissionEntries, handler, as, sent)
    expect(status).toBe(200)
    items.push(...Object.values<Record<string, unknown>>(Object(body['items'])))
    cursor = body['nextCursor']
  } while (cursor)
  return items
}

const minorOf = (amount: unknown): number => Number(Object(amount).minor ?? 0)

/** Expects that each balance is the sum of its column. */
const expectSums = async (as: arrange.Somebody) => {
  const entries = await entriesOf(as)
  const sums = BALANCES.map((balance) => [
    balance,
    usd(entries.reduce((sum, entry) => sum + minorOf(entry[balance]), 0)),
  ])
  expect((await call(getCommission, get, as, {})).body).toMatchObject(Object.fromEntries(sums))
  return entries
}

describeOperation(listCommissionEntries, handler, {
  done: {
    title:
      'R46 R47 each entry explains itself: 45.00 at 1750 bps earns 7.88, exactly 787.5; refunds of 3 × 15.00 claw back 2.63, 2.62 and 2.63',
    arrange: example,
    then: (answer, { payment, refunds }) => {
      if (payment.state !== 'succeeded') throw new Error('The arranged payment has taken nothing')
      const { paymentId, customerId, closedAt } = payment
      const ofSale = { rate: 1_750, base: usd(4_500), paymentId, customerId }
      const [first, second, third] = refunds
      const clawedBack = (refund: typeof first, minor: number, refunded: number) => ({
        entryId: `${paymentId}#refund#${refund?.refundId}`,
        kind: 'claw-back',
        at: refund?.closedAt,
        amount: usd(-minor),
        ...ofSale,
        refundId: refund?.refundId,
        refunded: usd(refunded),
        refundedBefore: usd(refunded - 1_500),
        held: usd(-minor),
      })
      expect(answer.items).toEqual([
        clawedBack(third, 263, 4_500),
        { ...clawedBack(second, 262, 3_000), exact: '525.3333' },
        { ...clawedBack(first, 263, 1_500), exact: '262.6667' },
        {
          entryId: `${paymentId}#charge`,
          kind: 'accrual',
          at: closedAt,
          amount: usd(788),
          ...ofSale,
          availableAt: plusDays(closedAt, 10),
          exact: '787.5',
          held: usd(788),
        },
      ])
    },
  },
  refuses: {},
  also: () => {
    it('R46 R47 R48 each balance is the sum of its column, over releases, payouts, and claw-backs below zero', () =>
      inMemory(async () => {
        const of = await arrange.partner()
        const as = of.admin
        await arrange.payout({ of, amount: 8_000, state: 'rejected' })
        await arrange.payout({ of, amount: 4_000 })
        const { payout, sale } = await arrange.payout({ of, amount: 12_000, state: 'paid' })
        const open = await arrange.subscribed({ of, cardType: 'CC' })
        await arrange.disputed(open.payment, 100)
        await arrange.disputed(sale)
        const entries = await expectSums(as)
        const said = ({ kind, step, amount, held, available, reserved, paidOut }: Record<string, unknown>) =>
          [step ?? kind, ...[amount, held, available, reserved, paidOut].map(minorOf)].join(' ')
        const about = (of: object) =>
          entries
            .filter((entry) => Object.entries(of).every(([name, value]) => entry[name] === value))
            .map(said)
            .toSorted()
        expect(about({ payoutId: payout.payoutId })).toEqual([
          'paid 12000 0 0 -12000 12000',
          'requested -12000 0 -12000 12000 0',
        ])
        expect(about({ paymentId: sale.paymentId })).toEqual([
          'accrual 12000 12000 0 0 0',
          'claw-back -12000 0 -12000 0 0',
          'release 12000 -12000 12000 0 0',
        ])
        expect(about({ step: 'rejected' })).toEqual(['rejected 8000 0 8000 -8000 0'])
        expect(about({ paymentId: open.payment.paymentId })).toEqual([
          'accrual 7200 7200 0 0 0',
          'claw-back -20 -20 0 0 0',
        ])
      }))

    it('R47 lists the days that are asked for, and nothing of other partners', () =>
      inMemory(async () => {
        const of = await arrange.partner()
        const today = await arrange.now()
        const day = (days: number) => dateOf(plusDays(today, -days))
        const [older, newer] = [
          await arrange.subscribed({ of, cardType: 'CC', anchor: day(20) }),
          await arrange.subscribed({ of, cardType: 'CC', anchor: day(10) }),
        ]
        await arrange.subscribed({ cardType: 'CC' })
        const ids = async (query: object) =>
          (await entriesOf(of.admin, query)).map(({ paymentId }) => paymentId)
        const [first, second] = [older.payment.paymentId, newer.payment.paymentId]
        expect(await ids({})).toEqual([second, first])
        expect(await ids({ from: day(10) })).toEqual([second])
        expect(await ids({ to: day(11) })).toEqual([first])
        expect(await ids({ from: day(20), to: day(20) })).toEqual([first])
        expect(await ids({ from: day(19), to: day(11) })).toEqual([])
      }))

    it('R46 R63 keeps the entries of a customer that has moved, whose claw-backs the partner bears, and of one that revoked the access', () =>
      inMemory(async () => {
        const of = await arrange.partner()
        const moved = await arrange.subscribed({ of, cardType: 'CC' })
        const revoked = await arrange.subscribed({ of, cardType: 'CC' })
        const next = await arrange.partner()
        await arrange.moveCustomer(moved.customer.customerId, next.partner)
        await arrange.revokeAccess(revoked.customer.customerId)
        await arrange.disputed(moved.payment)
        expect((await expectSums(of.admin)).map(({ kind }) => kind)).toEqual([
          'claw-back',
          'accrual',
          'accrual',
        ])
        expect(await expectSums(next.admin)).toEqual([])
      }))

    it('refuses a range that ends before it begins', () =>
      inMemory(async () => {
        const { admin } = await arrange.partner()
        const query = { from: '2027-02-02', to: '2027-02-01' }
        expect(await call(listCommissionEntries, handler, admin, query)).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: '/to' }] },
        })
      }))

    it.each([
      ['from', '2027-02-30'],
      ['to', 'tomorrow'],
    ])('refuses %s %s', (member, value) =>
      inMemory(async () => {
        const { admin } = await arrange.partner()
        expect(await call(listCommissionEntries, handler, admin, { [member]: value })).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: `/${member}` }] },
        })
      }),
    )
  },
})
