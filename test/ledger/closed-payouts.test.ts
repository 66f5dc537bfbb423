import { describe, expect, it } from 'vitest'
import { payoutRequested } from '../../shared/commission/changes.ts'
import type { PayoutIn } from '../../shared/commission/payout.ts'
import { PayoutId } from '../../shared/kernel/id.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { inMemory, useMemoryTable } from '../support/table/in-memory.ts'

const STATES = ['requested', 'approved', 'paid', 'rejected'] as const

const redeemed = () =>
  inMemory(async (table) => {
    const of = await arrange.partner()
    for (const state of STATES) await arrange.payout({ of, state })
    const { sale } = await arrange.payout({ of, state: 'paid' })
    await arrange.refunded(sale)
    return table.items()
  })

/** A payout of a cent more than is available, as a commit without its condition would leave it. */
const overdrawn = () =>
  inMemory(async (table) => {
    const of = await arrange.partner()
    await arrange.available(of, 12_000)
    const payout: PayoutIn<'requested'> = {
      payoutId: PayoutId.parse(`pyo_${newUlid()}`),
      partnerId: of.partner.partnerId,
      requestedBy: await arrange.personIdOf(of.admin),
      state: 'requested',
      currency: 'USD',
      amount: 12_001,
      invoiceReference: 'INV-1',
      requestedAt: await arrange.now(),
    }
    const unconditional = payoutRequested(payout).map((change) =>
      change.kind === 'redeemableBalance' && change.verb === 'update'
        ? { ...change, condition: undefined }
        : change,
    )
    await arrange.commit(...unconditional)
    return table.items()
  })

type Tamper = (items: readonly StoredItem[]) => readonly StoredItem[]

const isOf = ({ pk, sk }: StoredItem, text: string): boolean => pk.startsWith(text) || sk.endsWith(text)
const without =
  (text: string): Tamper =>
  (items) => {
    const place = items.findIndex((item) => isOf(item, text))
    return items.filter((_, index) => index !== place)
  }
const changed =
  (prefix: string, change: (item: StoredItem) => object): Tamper =>
  (items) => {
    const place = items.findIndex((item) => item.pk.startsWith(prefix))
    return items.map((item, index) => (index === place ? { ...item, ...change(item) } : item))
  }

describe('recomputing the payouts of a table', () => {
  useMemoryTable()

  it('R48 finds that they close in every state, and after a claw-back', async () =>
    expectClosedLedgers(await redeemed()))

  it.each<[string, Tamper]>([
    ['a payout that is missing', without('PAYOUT#')],
    ['a payout of another amount', changed('PAYOUT#', ({ amount }) => ({ amount: Number(amount) + 1 }))],
    ['a request that is missing in the ledger', without('#requested')],
    ['a rejection that is missing in the ledger', without('#rejected')],
    ['a payment that is missing in the ledger', without('#paid')],
    ['a row that is missing', without('PAYOUT-LISTING#')],
    ['a row of another invoice', changed('PAYOUT-LISTING#', () => ({ invoiceReference: 'INV-0' }))],
    ['an invoice that is free', without('INVOICE-REFERENCE#')],
    ['an invoice of no payout', changed('INVOICE-REFERENCE#', () => ({ payoutId: `pyo_${'0'.repeat(26)}` }))],
    [
      'a balance that is a cent off',
      changed('REDEEMABLE#', ({ reserved }) => ({ reserved: Number(reserved) + 1 })),
    ],
  ])('R48 finds %s', async (_fault, tamper) => {
    const items = await redeemed()
    expect(() => expectClosedLedgers(tamper(items))).toThrow()
  })

  it('R48 finds a payout of more than was available', async () => {
    const items = await overdrawn()
    expect(() => expectClosedLedgers(items)).toThrow(/available/)
  })
})
