import { expect } from 'vitest'
import { customerMonthRecord, customerRowRecord, subscriptionPlace } from '../../shared/customers/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'

/** Adds up numbers by name; names whose sum is zero are left out. */
const sums = (numbers: readonly (readonly [string, number])[]): Record<string, number> => {
  const total: Record<string, number> = {}
  for (const [name, number] of numbers) total[name] = (total[name] ?? 0) + number
  return Object.fromEntries(Object.entries(total).filter(([, number]) => number !== 0))
}

/**
 * Recounts the customers of every partner: those that joined less those that left, over all months, are the rows of its listing, and each
 * row is in the reports where its subscription stands (R49).
 */
export const expectCountedCustomers = (items: readonly StoredItem[]): void => {
  const rows = items.filter(({ pk, sk }) => pk.startsWith('LISTING#') && sk.startsWith('ROW#'))
  const months = items
    .filter(({ pk }) => pk.startsWith('CUSTOMER-MONTHS#'))
    .map((item) => customerMonthRecord.parse(item))
  expect(sums(months.map(({ partnerId, joined, left }) => [partnerId, joined - left]))).toEqual(
    sums(rows.map((item) => [customerRowRecord.parse(item).partnerId, 1])),
  )
  for (const row of rows) expect(row).toMatchObject(subscriptionPlace(customerRowRecord.parse(row)))
}
