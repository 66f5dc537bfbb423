import { handler as approving } from '../../functions/commission/approve-payout.ts'
import { handler as paying } from '../../functions/commission/mark-payout-paid.ts'
import { handler as rejecting } from '../../functions/commission/reject-payout.ts'
import { handler as requesting } from '../../functions/commission/request-payout.ts'
import {
  approvePayout,
  markPayoutPaid,
  rejectPayout,
  requestPayout,
} from '../../shared/commission/contract.ts'
import type { PayoutId } from '../../shared/kernel/id.ts'
import type { Refund } from '../../shared/payments/refund.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { effects } from '../support/table/effects.ts'
import type { TestTable } from '../support/table/test-table.ts'

/** An amount in minor units. */
export const usd = (minor: number) => ({ currency: 'USD' as const, minor })

/** Asks for a payout, of all that is available unless told. */
export const request = (as: arrange.Somebody, invoiceReference: string, minor?: number) =>
  call(
    requestPayout,
    requesting,
    as,
    { invoiceReference, ...(minor === undefined ? {} : { amount: usd(minor) }) },
    { idempotencyKey: invoiceReference.trim() },
  )

/** Approves a payout. */
export const approve = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(approvePayout, approving, as, { payoutId }, { idempotencyKey: `approve-${as.email}` })

/** Marks a payout as paid. */
export const pay = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(markPayoutPaid, paying, as, { payoutId }, { idempotencyKey: `pay-${as.email}` })

/** Rejects a payout. */
export const reject = (as: arrange.Somebody, payoutId: PayoutId) =>
  call(
    rejectPayout,
    rejecting,
    as,
    { payoutId, reason: 'No such invoice.' },
    { idempotencyKey: `reject-${as.email}` },
  )

/** Records that a refund has gone through, whatever else commits meanwhile. */
export const clawBack = async (refund: Pick<Refund, 'refundId'>): Promise<void> => {
  while ((await arrange.storedRefund(refund).catch(() => undefined))?.state !== 'succeeded')
    await arrange.refundRecorded(refund).catch(() => undefined)
}

/** What races come to that redeem commission. */
export const useRedeeming = (table: TestTable) => {
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

  return { settled, askedFor, mailsTold, deciding }
}
