import { describe, expect } from 'vitest'
import { handler as approving } from '../../functions/commission/approve-payout.ts'
import { handler as paying } from '../../functions/commission/mark-payout-paid.ts'
import { handler as rejecting } from '../../functions/commission/reject-payout.ts'
import { handler as releasing } from '../../functions/commission/release-commission.ts'
import { handler as requesting } from '../../functions/commission/request-payout.ts'
import { handler as deactivating } from '../../functions/partners/deactivate-partner.ts'
import {
  approvePayout,
  markPayoutPaid,
  rejectPayout,
  requestPayout,
} from '../../shared/commission/contract.ts'
import type { PayoutId } from '../../shared/kernel/id.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import type { Refund } from '../../shared/payments/refund.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { codeOf, expectCount, expectOutcomes, isDone, isUnknown } from './outcomes.ts'

const usd = (minor: number) => ({ currency: 'USD' as const, minor })

const request = (as: arrange.Somebody, invoiceReference: string, minor?: number) =>
  call(
    requestPayout,
    requesting,
    as,
    { invoiceReference, ...(minor === undefined ? {} : { amount: usd(minor) }) },
    { idempotencyKey: invoiceReference.trim() },
  )
const approve = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(approvePayout, approving, as, { payoutId }, { idempotencyKey: `approve-${as.email}` })
const pay = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(markPayoutPaid, paying, as, { payoutId }, { idempotencyKey: `pay-${as.email}` })
const reject = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(
    rejectPayout,
    rejecting,
    as,
    { payoutId, reason: 'No such invoice.' },
    { idempotencyKey: `reject-${as.email}` },
  )

/** Records that a refund has gone through, whatever else commits meanwhile. */
const clawBack = async (refund: Pick<Refund, 'refundId'>): Promise<void> => {
  while ((await arrange.storedRefund(refund).catch(() => undefined))?.state !== 'succeeded')
    await arrange.refundRecorded(refund).catch(() => undefined)
}

describe('payouts at once', () => {
  const table = useTestTable()

  /** What is in the table, whose ledgers close and whose chains are whole. */
  const settled = async () => {
    const items = await table.items()
    expectClosedLedgers(items)
    expectWholeChains(items)
    return items
  }
  const askedFor = async (): Promise<number> =>
    (await settled()).filter(({ pk, sk }) => pk.startsWith('PAYOUT#') && sk === 'PAYOUT').length
  const mailsTold = async () =>
    (await effects(table)).flatMap((effect) =>
      effect.kind === 'tell-partner' || effect.kind === 'tell-finance' ? [effect.mail] : [],
    )

  /** A payout in a state, finance, and a refund of its sale that takes 24.00 of commission back once it has gone through. */
  const deciding = (state: 'requested' | 'approved') =>
    table.arranged(async () => {
      const { payout, partner, admin, sale } = await arrange.payout({ state })
      const refund = await arrange.refundBegun(sale, { amount: 12_000 })
      const finance = [await arrange.staff('finance'), await arrange.staff('finance')] as const
      return { payout, payoutId: payout.payoutId, partner, admin, refund, finance }
    })

  raced(
    'R48 two payouts of more than half, or of one invoice: one of them is asked for, and finance is told once',
    table,
    async ({ race, random }) => {
      const { admin } = await table.arranged(async () => {
        const of = await arrange.partner()
        await arrange.available(of, 24_000)
        return of
      })
      const byInvoice = random() < 0.4
      const [one, other] = byInvoice ? ['INV-1', 'inv-1 '] : ['INV-1', 'INV-2']
      const amount = byInvoice ? 10_000 : 14_000
      const answers = await race(
        () => request(admin, one, amount),
        () => request(admin, other, amount),
      )
      expectOutcomes(answers, [byInvoice ? 'invoice-already-used' : 'insufficient-available'])
      const count = await askedFor()
      expectCount(count, answers)
      expect(count).toBeLessThanOrEqual(1)
      expect((await mailsTold()).filter((mail) => mail === 'team-payout-requested')).toHaveLength(count)
    },
  )

  raced(
    'R46 R48 a payout against a claw-back: it takes no more than is left where it comes second',
    table,
    async ({ race, random }) => {
      const { of, refund } = await table.arranged(async () => {
        const of = await arrange.partner()
        const sale = await arrange.available(of, 12_000)
        return { of, refund: await arrange.refundBegun(sale, { amount: 6_000 }) }
      })
      const wanted = random() < 0.5 ? 12_000 : undefined
      const [asked] = await race(
        () => request(of.admin, 'INV-1', wanted),
        () => clawBack(refund),
      )
      expectOutcomes([asked], wanted === undefined ? [] : ['insufficient-available'])
      expectCount(await askedFor(), [asked])
      const { available, reserved } = await arrange.redeemableOf(of.partner)
      expect([
        [0, 10_800],
        [-1_200, 12_000],
        [10_800, 0],
      ]).toContainEqual([available, reserved])
      if (isDone(asked)) expect(asked.body['amount']).toEqual(usd(reserved))
    },
  )

  raced(
    'R47 R48 a payout against a release: it takes what is available when it commits, once',
    table,
    async ({ race }) => {
      const of = await table.arranged(async () => {
        const of = await arrange.partner()
        await arrange.available(of, 12_000)
        await arrange.earned(of, 4_000)
        return of
      })
      const [asked] = await race(
        () => request(of.admin, 'INV-1'),
        () => run(releasing).catch(() => undefined),
      )
      await run(releasing)
      expectOutcomes([asked], [])
      expectCount(await askedFor(), [asked])
      const { available, reserved } = await arrange.redeemableOf(of.partner)
      expect(available + reserved).toBe(16_000)
      if (isDone(asked)) expect([12_000, 16_000]).toContain(reserved)
    },
  )

  raced(
    'R46 R48 an approval, or a payment, against a claw-back: nothing is approved or paid once less than nothing is available',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.5
      const before = isPayment ? 'approved' : 'requested'
      const { payoutId, payout, refund, finance } = await deciding(before)
      const decide = isPayment ? pay : approve
      const [decided] = await race(
        () => decide(finance[0], payoutId),
        () => clawBack(refund),
      )
      expectOutcomes([decided], ['claw-back-outstanding'])
      const { state } = await arrange.storedPayout(payout)
      expectCount(state === before ? 0 : 1, [decided])
      await settled()
      expect((await arrange.redeemableOf(payout)).available).toBe(-2_400)
      expect(codeOf(await decide(finance[1], payoutId))).toBe(
        state === before
          ? 'claw-back-outstanding'
          : isPayment
            ? 'payout-not-approved'
            : 'payout-not-requested',
      )
    },
    fewerHistories(12),
  )

  raced(
    'R8 R48 an approval, or a payment, against the deactivation of the partner: whichever comes second is refused or too late',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.5
      const before = isPayment ? 'approved' : 'requested'
      const { payoutId, payout, partner, finance } = await deciding(before)
      const support = await table.arranged(() => arrange.staff('support'))
      const { partnerId } = partner
      const [decided, deactivated] = await race(
        () => (isPayment ? pay : approve)(finance[0], payoutId),
        () => call(deactivatePartner, deactivating, support, { partnerId, reason: 'Unpaid.' }),
      )
      expectOutcomes([decided], ['payouts-frozen'])
      expectOutcomes([deactivated], [])
      const { state } = await arrange.storedPayout(payout)
      expectCount(state === before ? 0 : 1, [decided])
      if (codeOf(decided) === 'payouts-frozen') expect(state).toBe(before)
      await settled()
      if (!isDone(deactivated)) return
      const late = isPayment ? [] : [await approve(finance[1], payoutId)]
      for (const again of [...late, await pay(finance[1], payoutId)]) expect(isDone(again)).toBe(false)
      expect(codeOf(await reject(finance[1], payoutId))).toBe(state === 'paid' ? 'payout-closed' : 'done')
      await settled()
    },
    fewerHistories(12),
  )

  raced(
    'R48 two members of finance who pay at once: it is paid once, and the partner is told once',
    table,
    async ({ race }) => {
      const { payoutId, payout, finance } = await deciding('approved')
      const answers = await race(
        () => pay(finance[0], payoutId),
        () => pay(finance[1], payoutId),
      )
      expectOutcomes(answers, ['payout-not-approved'])
      const { state } = await arrange.storedPayout(payout)
      const count = state === 'paid' ? 1 : 0
      expectCount(count, answers)
      await settled()
      expect(await arrange.redeemableOf(payout)).toMatchObject({ paidOut: count * 12_000 })
      expect(await mailsTold()).toEqual(count === 1 ? ['payout-paid'] : [])
    },
  )

  raced(
    'R48 a rejection against an approval or a payment: the money goes one way, and the partner is told which',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.6
      const { payoutId, payout, admin, finance } = await deciding(isPayment ? 'approved' : 'requested')
      const [rejected, decided] = await race(
        () => reject(finance[0], payoutId),
        () => (isPayment ? pay : approve)(finance[1], payoutId),
      )
      expectOutcomes([rejected], ['payout-closed'])
      expectOutcomes([decided], ['payout-not-approved', 'payout-not-requested'])
      const { state, invoiceReference } = await arrange.storedPayout(payout)
      await settled()
      const actions = await auditActions(table, `PAYOUT#${payoutId}`)
      for (const [answer, action] of [
        [rejected, 'payout.rejected'],
        [decided, isPayment ? 'payout.paid' : 'payout.approved'],
      ] as const satisfies (readonly [Called, string])[]) {
        const isInAudit = actions.includes(action)
        if (!isUnknown(answer)) expect({ action, isInAudit }).toEqual({ action, isInAudit: isDone(answer) })
      }
      const told = { rejected: ['payout-rejected'], paid: ['payout-paid'], approved: [], requested: [] }
      expect(await mailsTold()).toEqual(told[state])
      expect(await arrange.redeemableOf(payout)).toEqual({
        available: state === 'rejected' ? 12_000 : 0,
        reserved: state === 'approved' || state === 'requested' ? 12_000 : 0,
        paidOut: state === 'paid' ? 12_000 : 0,
      })
      expect(codeOf(await request(admin, invoiceReference))).toBe(
        state === 'rejected' ? 'done' : 'invoice-already-used',
      )
    },
    fewerHistories(12),
  )
})
