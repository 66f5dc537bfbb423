import { expect, it } from 'vitest'
import type { Key, StoredItem } from '../../../shared/table/table.ts'
import { writesSent, type SentWrite } from '../faults/guards.ts'
import type { TestTable } from '../table/test-table.ts'

const FAR_SECONDS = 9_999_999_999

/** Rows that are deleted with their customer only where they are its own. */
const GONE_WITH_CUSTOMER = ['MEMBER/ORG', 'CLAIM/PARTNER']

/** What is only ever added to. */
const SUMS = /^(LEDGER-BALANCE|LEDGER-MONTHS|REDEEMABLE|CUSTOMER-MONTHS)#/

const SEEN_OF_EFFECT = { state: 'given-up', attempts: 99, changedAt: '9999-12-31T00:00:00.000Z' } as const

/** Items that the commit does not expect in place of one item, which only the write of this item can notice; none where it is right to write it unseen. */
const unexpectedItems = (
  { verb, key, shape, isEntity, mayCreate, subtracts }: SentWrite,
  found: StoredItem | undefined,
  due: string | undefined,
): (StoredItem | undefined)[] => {
  if (shape === due) return [{ ...found, ...key, dueAt: 'put off', dueSk: 'put off' }]
  if (key.pk.startsWith('OUTBOX#') && key.sk === 'ENTRY')
    return found
      ? Object.entries(SEEN_OF_EFFECT).map(([name, value]) => ({ ...found, [name]: value }))
      : [{ ...key }]
  // Sums may be negative, and begin with what is added first.
  if (SUMS.test(key.pk)) return []
  if (subtracts) return [undefined, { ...found, ...key, roles: 0, claims: 0, active: 0 }]
  if (verb === 'Update') return mayCreate ? [] : [undefined]
  if (verb === 'Delete' && GONE_WITH_CUSTOMER.includes(shape))
    return [undefined, { ...found, ...key, customerId: 'another' }]
  if (shape === 'MEMBER/ORG' && verb === 'Put') return [found ? { ...found, role: 'another' } : { ...key }]
  if (key.pk.startsWith('ADDRESSES#') && (verb === 'Put' || verb === 'Delete'))
    return found
      ? [
          { ...found, state: 'another', userId: 'another', groupId: 'another' },
          ...(found['reservedUntil'] === undefined ? [] : [{ ...found, reservedUntil: 'another' }]),
        ]
      : [{ ...key, state: 'held' }]
  if (verb !== 'Put') return []
  if (shape === 'PAYER/PAYER') return [found ? { ...found, providerCustomer: 'another' } : { ...key }]
  if (/^(AUDIT|LOG|INTENT|EVENT|LEDGER|SEATS)#/.test(key.pk) || shape === 'PARTNER-CODE/CODE')
    return [{ ...key }]
  if (key.pk.startsWith('IDEMPOTENCY#')) return [{ ...key, expiresAt: FAR_SECONDS }]
  return isEntity ? [{ ...found, ...key, version: Number(found?.['version'] ?? 0) + 1 }] : []
}

/**
 * Tests that each write of each commit checks its own item. One item at a time is not as the commit expects it (an audit entry, a
 * version, a stored answer or a queued effect that it has not read, a row or a role that is gone, a count that has nothing to
 * subtract from, a `due` item that was put off), all others
 * are: the table must refuse the same transaction.
 */
export const proveWrites = (
  title: string,
  table: TestTable,
  begin: () => Promise<() => Promise<unknown>>,
  due?: string,
): void =>
  it(`each write checks its own item before it ${title}`, async () => {
    const work = await begin()
    const leave = (key: Key, item: StoredItem | undefined) => (item ? table.put(item) : table.remove(key))
    let planted = 0
    let heldCommit = table.proxy.holdNext('TransactWriteItems')
    const finished = work().then(() => undefined)
    for (;;) {
      const body = await Promise.race([heldCommit.arrived, finished])
      if (body === undefined) break
      const items = await table.items()
      for (const write of writesSent(body)) {
        const found = items.find(({ pk, sk }) => pk === write.key.pk && sk === write.key.sk)
        for (const other of unexpectedItems(write, found, due)) {
          planted += 1
          await leave(write.key, other)
          const answered = { write: `${write.verb} ${write.shape}`, other, status: await heldCommit.again() }
          expect(answered).toEqual({ ...answered, status: 400 })
          await leave(write.key, found)
        }
      }
      expect(await table.items()).toEqual(items)
      const next = table.proxy.holdNext('TransactWriteItems')
      heldCommit.release()
      expect(await heldCommit.status).toBe(200)
      heldCommit = next
    }
    table.proxy.reset()
    expect(planted).toBeGreaterThan(0)
  })
