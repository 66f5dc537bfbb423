import { describe, expect, it } from 'vitest'
import type { Attributes, Key, StoredItem, Write } from '../../../shared/table/table.ts'
import { freshKey, type TableUnderTest } from './table-under-test.ts'

/** Commits that throw, each with a put that would otherwise succeed; `text` is an item whose `text` is text. */
const impossible: readonly [string, (put: Write, text: Key) => Write[]][] = [
  ['one item twice', (put) => [put, put]],
  [
    '101 items',
    (put) => [put, ...Array.from({ length: 100 }, () => ({ verb: 'delete', key: freshKey() }) as const)],
  ],
  ['an empty partition key', (put) => [put, { verb: 'put', item: { pk: '', sk: 'S' } }]],
  ['an empty sort key', (put) => [put, { verb: 'put', item: { pk: 'P', sk: '' } }]],
  ['an addition to text', (put, text) => [put, { verb: 'update', key: text, add: { text: 1 } }]],
  ['a member of text', (put, text) => [put, { verb: 'update', key: text, set: { 'text.member': 1 } }]],
  ['a member of nothing', (put, text) => [put, { verb: 'update', key: text, set: { 'none.member': 1 } }]],
]

/** Proves what a commit does, and what it refuses to do. */
export const proveCommits = ({ open, put, items }: TableUnderTest): void => {
  const commit = (...writes: Write[]) => open().commit(writes, crypto.randomUUID())
  const found = async (key: Key): Promise<StoredItem | undefined> => (await open().read([key]))[0]
  const existing = async (attributes: Attributes = {}): Promise<{ key: Key; item: StoredItem }> => {
    const key = freshKey()
    const item = { ...key, ...attributes }
    await put(item)
    return { key, item }
  }

  describe('a commit', () => {
    it('writes all or nothing, and names every write whose condition does not hold', async () => {
      const [taken, counted, removed] = [await existing(), await existing({ count: 1 }), await existing()]
      const before = await items()
      const outcome = await commit(
        { verb: 'put', item: { ...freshKey() } },
        { verb: 'put', item: taken.item, condition: { absent: true } },
        { verb: 'update', key: counted.key, add: { count: 1 } },
        { verb: 'delete', key: removed.key },
        { verb: 'check', key: freshKey(), condition: { equals: { state: 'live' } } },
      )
      expect(outcome).toEqual({ committed: false, conflicts: [1, 4] })
      expect(await items()).toEqual(before)
    })

    it('puts an item in place of all that stood there, marked with the commit', async () => {
      const { key } = await existing({ old: true, kept: 1 })
      await open().commit([{ verb: 'put', item: { ...key, kept: 2 } }], 'this commit')
      expect(await found(key)).toEqual({ ...key, kept: 2, commitId: 'this commit' })
    })

    it('leaves out undefined members, at every depth', async () => {
      const key = freshKey()
      await commit({ verb: 'put', item: { ...key, none: undefined, deep: { none: undefined, some: 1 } } })
      const item = { ...(await found(key)) }
      expect(Object.keys(item).sort()).toEqual(['commitId', 'deep', 'pk', 'sk'])
      expect(item['deep']).toStrictEqual({ some: 1 })
    })

    it('shares no object with whoever put or read it', async () => {
      const key = freshKey()
      const item = { ...key, deep: { some: [1] } }
      await commit({ verb: 'put', item })
      item.deep.some.push(2)
      Object.assign(Object((await found(key))?.['deep']), { some: 'changed' })
      expect(await found(key)).toMatchObject({ deep: { some: [1] } })
    })

    it('sets and adds at once, on an item or where none is', async () => {
      const update = { verb: 'update', set: { note: 'new' }, add: { count: -7, other: 3 } } as const
      const { key, item } = await existing({ count: 5, note: 'old', kept: true })
      await commit({ ...update, key })
      expect(await found(key)).toEqual({ ...item, count: -2, note: 'new', other: 3 })
      const missing = freshKey()
      await commit({ ...update, key: missing })
      expect(await found(missing)).toEqual({ ...missing, count: -7, note: 'new', other: 3 })
    })

    it('sets a member of an object, and nothing beside it', async () => {
      const { key, item } = await existing({ partner: { status: 'active', seats: 3 } })
      await commit({ verb: 'update', key, set: { 'partner.status': 'deactivated' } })
      expect(await found(key)).toEqual({ ...item, partner: { status: 'deactivated', seats: 3 } })
    })

    it('loses no addition of many at once', async () => {
      const key = freshKey()
      await Promise.all(Array.from({ length: 10 }, () => commit({ verb: 'update', key, add: { count: 3 } })))
      expect(await found(key)).toMatchObject({ count: 30 })
    })

    it('deletes an item, or nothing where none is', async () => {
      const { key } = await existing()
      const outcome = await commit({ verb: 'delete', key }, { verb: 'delete', key: freshKey() })
      expect(outcome).toEqual({ committed: true })
      expect(await found(key)).toBeUndefined()
    })

    it.each(impossible)('throws for %s, and writes nothing', async (_what, writes) => {
      const [key, text] = [freshKey(), await existing({ text: 'text' })]
      await expect(commit(...writes({ verb: 'put', item: { ...key } }, text.key))).rejects.toThrow()
      expect(await found(key)).toBeUndefined()
      expect(await found(text.key)).toEqual(text.item)
    })
  })

  describe('a read', () => {
    it('gives the items in the order of their keys, each as often as asked', async () => {
      const [one, other] = [await existing({ name: 'one' }), await existing({ name: 'other' })]
      const read = await open().read([other.key, freshKey(), one.key, other.key])
      expect(read).toEqual([other.item, undefined, one.item, other.item])
    })

    it('is of at most 100 keys', async () => {
      const keys = Array.from({ length: 101 }, freshKey)
      expect(await open().read(keys.slice(1))).toEqual(Array(100).fill(undefined))
      await expect(open().read(keys)).rejects.toThrow()
    })
  })
}
