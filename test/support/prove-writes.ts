import { expect, it } from 'vitest'
import type { Key, StoredItem } from '../../shared/table/table.ts'
import { writesSent, type SentWrite } from './guards.ts'
import type { TestTable } from './test-table.ts'

const FAR_SECONDS = 9_999_999_999

/** What a hand leaves in place of one item so that only the write of this item can notice; nothing where writing it blindly is right. */
const byHand = (
  { verb, key, isEntity }: SentWrite,
  found: StoredItem | undefined,
  due: string | undefined,
): { item: StoredItem | undefined } | undefined => {
  if (key.sk === due) return { item: { ...found, ...key, dueAt: 'put off' } }
  if (verb === 'Update') return { item: undefined }
  if (verb !== 'Put') return undefined
  if (key.pk.startsWith('AUDIT#')) return { item: { ...key } }
  if (key.pk.startsWith('IDEMPOTENCY#')) return { item: { ...key, expiresAt: FAR_SECONDS } }
  if (isEntity) return { item: { ...found, ...key, version: Number(found?.['version'] ?? 0) + 1 } }
  return key.pk.startsWith('OUTBOX#') && !found ? { item: { ...key } } : undefined
}

/**
 * Tests that each write of a commit looks for itself: it passes over no audit entry, version, kept answer or queued effect that it
 * has not seen, sets nothing on a row that is gone and settles what is `due` only as it was found, even where all else in the
 * table is as the commit expects it.
 */
export const proveWrites = (
  title: string,
  table: TestTable,
  begin: () => Promise<() => Promise<unknown>>,
  due?: string,
): void =>
  it(`each write looks for itself before it ${title}`, async () => {
    const work = await begin()
    const held = table.way.holdNext('TransactWriteItems')
    const working = work()
    const writes = writesSent(await held.arrived)
    const items = await table.items()
    const leave = (key: Key, item: StoredItem | undefined) => (item ? table.put(item) : table.remove(key))
    let planted = 0
    for (const write of writes) {
      const found = items.find(({ pk, sk }) => pk === write.key.pk && sk === write.key.sk)
      const changed = byHand(write, found, due)
      if (!changed) continue
      planted += 1
      await leave(write.key, changed.item)
      const answered = { write: `${write.verb} ${write.shape}`, status: await held.again() }
      expect(answered).toEqual({ ...answered, status: 400 })
      await leave(write.key, found)
    }
    expect(planted).toBeGreaterThan(0)
    expect(await table.items()).toEqual(items)
    held.release()
    await working
    expect(await held.status).toBe(200)
  })
