import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomerId, PaymentId } from '../../shared/kernel/id.ts'
import type { LedgerEventOf } from '../../shared/ledger/event.ts'
import {
  BALANCE_SHARDS,
  chargePosted,
  ledgerBalanceRecord,
  ledgerEventRecord,
  ledgerPartition,
  shardsOf,
  totalOf,
} from '../../shared/ledger/records.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import { on, partnerId } from '../billing/accounts.ts'
import { memoryTable } from '../support/table/memory-table.ts'

const at = on('2027-01-15')

const eventOf = (serial: number, customer: number, list: number): LedgerEventOf<'charge'> => ({
  partnerId,
  eventId: `event-${serial}`,
  kind: 'charge',
  at,
  customerId: CustomerId.parse(`cus_${String(customer).padStart(26, '0')}`),
  paymentId: PaymentId.parse(`pay_${String(serial).padStart(26, '0')}`),
  currency: 'USD',
  postings: [
    { account: 'cash', amount: list },
    { account: 'sales', amount: -list },
    { account: 'commission', amount: 7 },
    { account: 'held', amount: -7 },
  ],
  rate: 2_000,
  base: list,
})

const committing = () => {
  const table = memoryTable()
  const commit = (event: LedgerEventOf<'charge'>) =>
    commitChanges(table, chargePosted(event), {
      at,
      actor: { kind: 'function', name: 'test' },
      commitId: `commit of ${event.eventId}`,
      salt: 'salt',
    })
  return { table, commit }
}

describe('the ledger of a partner', () => {
  it('R47 a balance is the sum of its entries, over every part that customers are spread to', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 99_999_999 })), {
          maxLength: 60,
        }),
        async (sales) => {
          const { table, commit } = committing()
          for (const [serial, [customer, list]] of sales.entries())
            await commit(eventOf(serial, customer, list))
          const { findAll, page } = reader(table)
          const { items } = await page(ledgerEventRecord, {
            partition: ledgerPartition(partnerId),
            limit: 100,
          })
          expect(items).toHaveLength(sales.length)
          const sold = items.reduce((sum, event) => sum + (event.kind === 'charge' ? event.base : 0), 0)
          expect(totalOf(await findAll(ledgerBalanceRecord, shardsOf(partnerId, 'USD')))).toEqual({
            cash: sold,
            sales: 0 - sold,
            discounts: 0,
            commission: 7 * sales.length,
            held: -7 * sales.length + 0,
            available: 0,
            reserved: 0,
            paidOut: 0,
          })
        },
      ),
      { numRuns: 30 },
    ))

  it('R47 no part is hot: a thousand customers are spread over all of them', () => {
    const parts = Array.from({ length: 1_000 }, (_, customer) => {
      const changes = chargePosted(eventOf(customer, customer, 100))
      return changes.find(({ kind }) => kind === 'ledgerBalance')?.key.pk
    })
    const counts = [...Map.groupBy(parts, (part) => part).values()].map(({ length }) => length)
    expect(counts).toHaveLength(BALANCE_SHARDS)
    expect(Math.max(...counts)).toBeLessThan(200)
  })

  it('R47 posts a fact once, and never one whose postings do not sum to zero', async () => {
    const { table, commit } = committing()
    const event = eventOf(1, 1, 100)
    expect(await commit(event)).toBe(true)
    const before = table.items()
    expect(
      await commitChanges(table, chargePosted(event), {
        at,
        actor: { kind: 'function', name: 'test' },
        commitId: 'again',
        salt: 'salt',
      }),
    ).toBe(false)
    expect(table.items()).toEqual(before)
    expect(() => chargePosted({ ...event, postings: [{ account: 'cash', amount: 1 }] })).toThrow(
      'do not sum to zero',
    )
  })
})
