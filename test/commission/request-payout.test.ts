import { expect, it } from 'vitest'
import { handler as get } from '../../functions/commission/get-commission.ts'
import { handler } from '../../functions/commission/request-payout.ts'
import { getCommission, requestPayout } from '../../shared/commission/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { inMemory } from '../support/table/in-memory.ts'
import type { TestTable } from '../support/table/test-table.ts'
import { COMMIT } from './overtaking.ts'

const usd = (minor: number) => ({ currency: 'USD' as const, minor })

let invoices = 0
const invoice = () => ({ invoiceReference: `INV-${(invoices += 1)}` })

/** A partner to whom so much is available, and the sale that earned it. */
const earning = async (minor = 12_000) => {
  const of = await arrange.partner()
  const sale = await arrange.available(of, minor)
  return { of, as: of.admin, input: invoice(), sale }
}

/** Asks for a payout, and lets something else commit first. */
const overtaken = async (
  table: TestTable,
  { as, input }: { readonly as: arrange.Somebody; readonly input: Readonly<Record<string, unknown>> },
  by: () => Promise<unknown>,
) => {
  const heldCommit = table.proxy.holdNext(COMMIT)
  const asked = call(requestPayout, handler, as, input, { idempotencyKey: 'late' })
  await heldCommit.arrived
  await by()
  heldCommit.release()
  expect(await heldCommit.status).toBe(400)
  return asked
}

describeOperation(requestPayout, handler, {
  done: {
    title: 'R48 all that is available is reserved against the invoice, and finance is told',
    arrange: async () => ({ ...(await earning()), input: { invoiceReference: '  2027/001 ' } }),
    then: async (answer, { as, of }, table) => {
      expect(answer).toEqual({
        payoutId: answer.payoutId,
        state: 'requested',
        amount: usd(12_000),
        invoiceReference: '2027/001',
        requestedAt: answer.requestedAt,
      })
      expect((await call(getCommission, get, as, {})).body).toMatchObject({
        held: usd(0),
        available: usd(0),
        reserved: usd(12_000),
        paidOut: usd(0),
      })
      const words = {
        partnerName: of.partner.company.name,
        amount: 'USD 12000',
        invoiceReference: '2027/001',
      }
      expect(await effects(table)).toContainEqual({
        kind: 'tell-finance',
        mail: 'team-payout-requested',
        words,
      })
      expect(await auditActions(table, `PAYOUT#${answer.payoutId}`)).toEqual(['payout.requested'])
    },
  },
  refuses: {
    'claw-back-outstanding': async () => {
      const { admin, payout } = await arrange.indebted({ state: 'paid' })
      return { as: admin, input: { invoiceReference: payout.invoiceReference } }
    },
    'invoice-already-used': async () => {
      const { of, ...asking } = await earning()
      await arrange.payout({ of, amount: 12_000, invoiceReference: 'Rechnung 7' })
      return { ...asking, input: { amount: usd(20_000), invoiceReference: ' RECHNUNG 7' } }
    },
    'insufficient-available': async () => ({
      ...(await earning()),
      input: { ...invoice(), amount: usd(12_001) },
    }),
    'below-threshold': async () => ({ ...(await earning(9_600)), input: invoice() }),
  },
  also: (table) => {
    it('R48 a part of it, and no more than is available when it commits', async () => {
      const asking = await table.arranged(() => earning())
      const input = { ...asking.input, amount: usd(10_000) }
      const refund = await table.arranged(() => arrange.refundBegun(asking.sale, { amount: 12_000 }))
      const late = await overtaken(table, { ...asking, input }, () => arrange.refundRecorded(refund))
      expect(late).toMatchObject({
        status: 409,
        body: { type: '/problems/insufficient-available', available: usd(9_600) },
      })
      await table.arranged(() => arrange.available(asking.of, 4_000))
      const asked = await call(requestPayout, handler, asking.as, input, { idempotencyKey: 'next' })
      expect(asked).toMatchObject({ status: 201, body: { amount: usd(10_000), state: 'requested' } })
      expect((await call(getCommission, get, asking.as, {})).body).toMatchObject({
        available: usd(3_600),
        reserved: usd(10_000),
      })
    })

    it('R48 all that is available when it commits', async () => {
      const asking = await table.arranged(() => earning())
      const refund = await table.arranged(() => arrange.refundBegun(asking.sale, { amount: 6_000 }))
      const late = await overtaken(table, asking, () => arrange.refundRecorded(refund))
      expect(late).toMatchObject({ status: 201, body: { amount: usd(10_800) } })
    })

    it('R48 an invoice is named once by a partner when it commits', async () => {
      const asking = await table.arranged(() => earning(24_000))
      const input = { ...asking.input, amount: usd(12_000) }
      const taken = { amount: 12_000, invoiceReference: input.invoiceReference.toLowerCase() }
      const late = await overtaken(table, { ...asking, input }, () => arrange.payoutAsked(asking.of, taken))
      expect(late).toMatchObject({ status: 409, body: { type: '/problems/invoice-already-used' } })
    })

    it('R48 an invoice is named by other partners too, and again once its payout is rejected', () =>
      inMemory(async () => {
        const { payout } = await arrange.payout()
        const { invoiceReference } = payout
        const other = await earning()
        const again = await arrange.payout({ state: 'rejected' })
        for (const [as, input] of [
          [other.as, { invoiceReference }],
          [again.admin, { invoiceReference: again.payout.invoiceReference }],
        ] as const)
          expect(await call(requestPayout, handler, as, input, { idempotencyKey: 'invoice' })).toMatchObject({
            status: 201,
          })
      }))

    it('R48 the threshold is that of the terms of the partner', () =>
      inMemory(async () => {
        const { as, input } = await earning(4_000)
        const terms = { discountBps: 2_000, holdDays: 30, threshold: 4_000 }
        await arrange.setPerson(as, ({ partner, ...person }) => ({
          ...person,
          ...(partner ? { partner: { ...partner, terms } } : {}),
        }))
        const below = { ...input, amount: usd(3_999) }
        expect(await call(requestPayout, handler, as, below, { idempotencyKey: 'below' })).toMatchObject({
          status: 409,
          body: { type: '/problems/below-threshold', threshold: usd(4_000) },
        })
        expect(await call(requestPayout, handler, as, input, { idempotencyKey: 'at' })).toMatchObject({
          status: 201,
        })
      }))

    it.each([
      ['/amount/minor', { amount: { currency: 'USD', minor: 0 } }],
      ['/amount/minor', { amount: { currency: 'USD', minor: -10_000 } }],
      ['/amount/minor', { amount: { currency: 'USD', minor: 10_000.5 } }],
      ['/amount/minor', { amount: { currency: 'USD', minor: '10000' } }],
      ['/amount/minor', { amount: { currency: 'USD', minor: 2 ** 53 } }],
      ['/amount/currency', { amount: { currency: 'EUR', minor: 10_000 } }],
      ['/amount', { amount: 10_000 }],
      ['/invoiceReference', { invoiceReference: '  ' }],
      ['/invoiceReference', { invoiceReference: 'INV\n1' }],
      ['/invoiceReference', { invoiceReference: '4242 4242 4242 4242' }],
      ['/invoiceReference', { invoiceReference: 'x'.repeat(101) }],
    ])('R43 R48 refuses at %s: %j', (pointer, wrong) =>
      inMemory(async () => {
        const { admin } = await arrange.partner()
        const input = { ...invoice(), ...wrong }
        expect(await call(requestPayout, handler, admin, input, { idempotencyKey: 'wrong' })).toMatchObject({
          status: 400,
          body: { issues: [{ pointer }] },
        })
      }),
    )

    it('R48 refuses at its pointer a fraction that a double rounds to an integer', () =>
      inMemory(async () => {
        const { admin } = await arrange.partner()
        const rawBody = '{"amount":{"currency":"USD","minor":10000.0000000000001},"invoiceReference":"INV"}'
        const options = { idempotencyKey: 'wrong', rawBody }
        expect(await call(requestPayout, handler, admin, {}, options)).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: '/amount/minor' }] },
        })
      }))
  },
})
