import { describe, expect, it } from 'vitest'
import * as arrange from '../support/arrange.ts'
import { expectCountedCustomers } from '../support/counted-customers.ts'
import { inMemory } from '../support/table/in-memory.ts'
import type { StoredItem } from '../../shared/table/table.ts'

const counted = () =>
  inMemory(async (table) => {
    const of = await arrange.partner()
    await arrange.customer(of.partner)
    const { customer } = await arrange.subscribed({ of })
    await arrange.moveCustomer(customer.customerId)
    const { customer: left } = await arrange.customer(of.partner, { verified: true })
    await arrange.endMapping(left.customerId)
    return table.items()
  })

const changed = (items: readonly StoredItem[], prefix: string, change: (item: StoredItem) => object[]) => {
  const place = items.findIndex(({ pk }) => pk.startsWith(prefix))
  return items.flatMap((item, index) =>
    index === place ? change(item).map((next) => ({ ...item, ...next })) : [item],
  )
}

describe('recounting the customers of a table', () => {
  it('R49 finds that they are counted after some joined, moved and left', async () =>
    expectCountedCustomers(await counted()))

  it.each<[string, string, (item: StoredItem) => object[]]>([
    ['a month that is missing', 'CUSTOMER-MONTHS#', () => []],
    ['a count that is off', 'CUSTOMER-MONTHS#', ({ joined }) => [{ joined: Number(joined) + 1 }]],
    ['a row that is missing', 'LISTING#', () => []],
    ['a row that reports look for elsewhere', 'LISTING#', () => [{ listingSk: '2020-01-01#' }]],
  ])('R49 finds %s', async (_fault, prefix, change) => {
    const items = await counted()
    expect(() => expectCountedCustomers(changed(items, prefix, change))).toThrow()
  })
})
