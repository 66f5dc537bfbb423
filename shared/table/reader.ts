import type { Kind } from './kinds.ts'
import type { Found } from './record.ts'
import type { Key, Page, Query, StoredItem, Table } from './table.ts'

/** Finds items of the kinds that an operation declares to read or list; other kinds do not compile. */
export interface Reader<Reads extends Kind, Lists extends Kind> {
  find<K extends Reads, Item, Of>(record: Found<K, Item, Of>, of: Of): Promise<Item | undefined>
  /** All in one round trip, in the order asked. */
  findAll<K extends Reads, Item, Of>(
    record: Found<K, Item, Of>,
    ofs: readonly Of[],
  ): Promise<readonly (Item | undefined)[]>
  page<K extends Lists, Item, Of>(record: Found<K, Item, Of>, query: Query): Promise<Page<Item>>
}

/** Items read before the operation began, by key; those known to be missing included. */
export type Preloaded = ReadonlyMap<string, StoredItem | undefined>

/** A key as one text, for looking it up in memory. */
export const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`

/** A reader that answers from what was preloaded and asks the table for the rest. */
export const reader = (table: Table, preloaded: Preloaded = new Map()): Reader<Kind, Kind> => {
  const findAll: Reader<Kind, Kind>['findAll'] = async (record, ofs) => {
    const keys = ofs.map((of) => record.key(of))
    const wanted = keys.filter((key) => !preloaded.has(keyText(key)))
    const read = wanted.length > 0 ? await table.read(wanted) : []
    const found = new Map([...preloaded, ...wanted.map((key, index) => [keyText(key), read[index]] as const)])
    return keys.map((key) => {
      const item = found.get(keyText(key))
      return item && record.parse(item)
    })
  }
  return {
    findAll,
    find: async (record, of) => (await findAll(record, [of]))[0],
    page: async (record, query) => {
      const { items, after } = await table.query(query)
      return { items: items.map((item) => record.parse(item)), ...(after ? { after } : {}) }
    },
  }
}
