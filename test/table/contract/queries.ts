import { describe, expect, it } from 'vitest'
import { indexes } from '../../../shared/table/kinds.ts'
import type { Query, StoredItem, Write } from '../../../shared/table/table.ts'
import type { TableUnderTest } from './table-under-test.ts'

/** Sort keys in their order: by bytes, so capitals first and every accent behind them. */
const SORTED = ['A#1', 'A#10', 'A#2', 'B', 'B#1', 'a', 'z', 'é', '\u{ff5e}', '\u{1f600}']

type Asked = Omit<Query, 'index' | 'partition' | 'limit' | 'after'>

/** Questions to a partition of these sort keys, and the sort keys that they find. */
const questions: readonly [Asked, readonly string[]][] = [
  [{}, SORTED],
  [{ newestFirst: true }, SORTED.toReversed()],
  [{ prefix: 'A#' }, ['A#1', 'A#10', 'A#2']],
  [{ prefix: 'A#1', newestFirst: true }, ['A#10', 'A#1']],
  [{ prefix: 'C' }, []],
  [{ upTo: 'B' }, ['A#1', 'A#10', 'A#2', 'B']],
  [{ upTo: 'B', newestFirst: true }, ['B', 'A#2', 'A#10', 'A#1']],
  [{ upTo: 'A#' }, []],
  [{ from: 'B' }, ['B', 'B#1', 'a', 'z', 'é', '\u{ff5e}', '\u{1f600}']],
  [{ from: 'z', newestFirst: true }, ['\u{1f600}', '\u{ff5e}', 'é', 'z']],
  [{ from: 'A#10', upTo: 'B' }, ['A#10', 'A#2', 'B']],
  [{ from: 'A#10', upTo: 'B', newestFirst: true }, ['B', 'A#2', 'A#10']],
  [{ from: 'B', upTo: 'B' }, ['B']],
  [{ from: 'B', upTo: 'A#1' }, []],
  [{ from: '\u{1f600}', upTo: '\u{ff5e}' }, []],
]

const places = [
  { of: 'the table', index: undefined, names: { partition: 'pk', sort: 'sk' } },
  { of: 'the listing index', index: 'listing', names: indexes.listing },
  { of: 'the due index', index: 'due', names: indexes.due },
] as const

/** Proves what queries find in the table and in each of its indexes. */
export const proveQueries = ({ open, put }: TableUnderTest): void => {
  const commit = (...writes: Write[]) => open().commit(writes, crypto.randomUUID())

  describe.each(places)('a query of $of', ({ index, names }) => {
    const placed = (partition: string, sort: string): StoredItem => ({
      pk: `P#${crypto.randomUUID()}`,
      sk: 'S',
      [names.partition]: partition,
      [names.sort]: sort,
      note: 'an attribute',
    })
    /** A new partition with one item at each sort key; others are in another partition. */
    const filled = async (...sorts: string[]) => {
      const partition = crypto.randomUUID()
      const items = sorts.map((sort) => placed(partition, sort))
      for (const item of [...items.toReversed(), placed(crypto.randomUUID(), 'A#1')]) await put(item)
      return { partition, items }
    }
    const ask = (query: Omit<Query, 'index'>) => open().query({ ...query, ...(index ? { index } : {}) })
    const sortsOf = (items: readonly StoredItem[]) => items.map((item) => item[names.sort])
    const keysOf = (items: readonly StoredItem[]) => items.map(({ pk, sk }) => ({ pk, sk }))
    const allPages = async (query: Omit<Query, 'index'>): Promise<StoredItem[]> => {
      const { items, after } = await ask(query)
      expect(items.length).toBeLessThanOrEqual(query.limit)
      return after ? [...items, ...(await allPages({ ...query, after }))] : [...items]
    }

    it.each(questions)('answers %j in order, on pages of any size', async (asked, expected) => {
      const { partition } = await filled(...SORTED)
      for (const limit of [1, 3, SORTED.length, 100])
        expect(sortsOf(await allPages({ ...asked, partition, limit }))).toEqual(expected)
    })

    it(`gives ${index === 'due' ? 'the keys' : 'every attribute'} of an item`, async () => {
      const { partition, items } = await filled('A')
      const keys = keysOf(items).map((key) => ({ ...key, [names.partition]: partition, [names.sort]: 'A' }))
      expect((await ask({ partition, limit: 2 })).items).toEqual(index === 'due' ? keys : items)
    })

    it('continues behind an item that is gone meanwhile', async () => {
      const { partition } = await filled('A', 'B', 'C')
      const { items, after } = await ask({ partition, limit: 2 })
      await commit(...keysOf(items).map((key) => ({ verb: 'delete', key }) as const))
      expect(after).toBeDefined()
      expect(sortsOf(await allPages({ partition, limit: 2, ...(after ? { after } : {}) }))).toEqual(['C'])
    })

    it('asks for a prefix or for bounds, not for both', async () => {
      await expect(ask({ partition: 'P', prefix: 'A', upTo: 'B', limit: 1 })).rejects.toThrow()
      await expect(ask({ partition: 'P', prefix: 'A', from: 'A', limit: 1 })).rejects.toThrow()
    })

    if (index === undefined) return

    it('gives each of several items at one place once', async () => {
      const { partition, items } = await filled('A', 'A', 'A', 'A')
      const found = keysOf(await allPages({ partition, limit: 1 }))
      expect(found).toHaveLength(items.length)
      expect(found).toEqual(expect.arrayContaining(keysOf(items)))
    })

    it('finds an item where its attributes place it, and not without them', async () => {
      const { partition, items } = await filled('A')
      const [key = { pk: '', sk: '' }] = keysOf(items)
      await commit({ verb: 'update', key, set: { [names.sort]: 'B' } })
      expect(sortsOf(await allPages({ partition, limit: 2 }))).toEqual(['B'])
      await commit({ verb: 'put', item: key })
      expect(await allPages({ partition, limit: 2 })).toEqual([])
    })
  })
}
