import { describe, expect, it } from 'vitest'
import * as arrange from '../support/arrange.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { inMemory, useMemoryTable } from '../support/table/in-memory.ts'
import type { StoredItem } from '../../shared/table/table.ts'

const charged = () =>
  inMemory(async (table) => {
    const of = await arrange.partner()
    await arrange.subscribed({ of, cardType: 'CC' })
    await arrange.subscribed({ of, dunning: 'declined' })
    await arrange.subscribed({ of, pending: 'change' })
    return table.items()
  })

const changed = (items: readonly StoredItem[], prefix: string, change: (item: StoredItem) => object) => {
  const place = items.findIndex(({ pk }) => pk.startsWith(prefix))
  return items.map((item, index) => (index === place ? { ...item, ...change(item) } : item))
}

const without = (items: readonly StoredItem[], prefix: string) => {
  const place = items.findIndex(({ pk }) => pk.startsWith(prefix))
  return items.filter((_, index) => index !== place)
}

describe('recomputing the ledgers of a table', () => {
  useMemoryTable()

  it('R47 finds that they close after charges that succeeded, were declined and are open', async () =>
    expectClosedLedgers(await charged()))

  it.each<[string, (items: readonly StoredItem[]) => readonly StoredItem[]]>([
    ['an event that is missing', (items) => without(items, 'LEDGER#')],
    ['a payment that is missing', (items) => without(items, 'PAYMENT#')],
    [
      'an event of another amount',
      (items) => changed(items, 'LEDGER#', () => ({ postings: [{ account: 'cash', amount: 1 }] })),
    ],
    ['a balance that is missing', (items) => without(items, 'LEDGER-BALANCE#')],
    [
      'a balance that is a cent off',
      (items) => changed(items, 'LEDGER-BALANCE#', ({ cash }) => ({ cash: Number(cash) + 1 })),
    ],
    [
      'a revenue that is off',
      (items) => changed(items, 'BILLING#', () => ({ revenues: { [`ptr_${'0'.repeat(26)}`]: 1 } })),
    ],
    ['a row that is missing', (items) => without(items, 'PAYMENT-LISTING#')],
    ['a row of another state', (items) => changed(items, 'PAYMENT-LISTING#', () => ({ state: 'failed' }))],
  ])('R47 finds %s', async (_fault, tampered) => {
    const items = await charged()
    expect(() => expectClosedLedgers(tampered(items))).toThrow()
  })
})
