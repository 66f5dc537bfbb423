import type { Kind } from './kinds.ts'
import type { LookUp } from './record.ts'
import type { Key, Page, Query, StoredItem, Table } from './table.ts'

/** Finds items of the kinds that an operation declares to read or list; other kinds do not compile. */
export interface ItemReader<Reads extends Kind, Lists extends Kind> {
  find<K extends Reads, Item, Of>(record: LookUp<K, Item, Of>, of: Of): Promise<Item | undefined>
  /** Reads an item that must exist because another item names it; throws if it is missing. */
  get<K extends Reads, Item, Of>(record: LookUp<K, Item, Of>, of: Of): Promise<Item>
  /** All in one round trip, in the order asked. */
  findAll<K extends Reads, Item, Of>(
    record: LookUp<K, Item, Of>,
    ofs: readonly Of[],
  ): Promise<readonly (Item | undefined)[]>
  page<K extends Lists, Item, Of>(record: LookUp<K, Item, Of>, query: Query): Promise<Page<Item>>
}

/** Items read before the operation began, by key; those known to be missing included. */
export type Preloaded = ReadonlyMap<string, StoredItem | undefined>

const MOST_KEYS = 100

/** Joins all reads of one turn of the event loop into one round trip. */
const gathered = (table: Table): Table['read'] => {
  interface Turn {
    readonly keys: Key[]
    readonly items: ReturnType<Table['read']>
  }
  let present: Turn | undefined
  const open = (): Turn => {
    const keys: Key[] = []
    const turn: Turn = {
      keys,
      items: Promise.resolve().then(() => {
        if (present === turn) present = undefined
        return table.read(keys)
      }),
    }
    return turn
  }
  return async (wanted) => {
    if (!present || present.keys.length + wanted.length > MOST_KEYS) present = open()
    const { keys, items } = present
    const first = keys.length
    keys.push(...wanted)
    return (await items).slice(first, first + wanted.length)
  }
}

/** A key as one text, for looking it up in memory. */
export const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`

/** A reader that answers from the preloaded items and reads the others from the table, all that are asked for at once in one round trip. */
export const reader = (table: Table, preloaded: Preloaded = new Map()): ItemReader<Kind, Kind> => {
  const ask = gathered(table)
  const findAll: ItemReader<Kind, Kind>['findAll'] = async (record, ofs) => {
    const keys = ofs.map((of) => record.key(of))
    const wanted = keys.filter((key) => !preloaded.has(keyText(key)))
    const read = wanted.length > 0 ? await ask(wanted) : []
    const found = new Map([...preloaded, ...wanted.map((key, index) => [keyText(key), read[index]] as const)])
    return keys.map((key) => {
      const item = found.get(keyText(key))
      return item && record.parse(item)
    })
  }
  return {
    findAll,
    find: async (record, of) => (await findAll(record, [of]))[0],
    get: async (record, of) => {
      const [item] = await findAll(record, [of])
      if (item === undefined) throw new Error(`Something names a ${record.kind} that does not exist`)
      return item
    },
    page: async (record, query) => {
      const { items, after } = await table.query(query)
      return { items: items.map((item) => record.parse(item)), ...(after ? { after } : {}) }
    },
  }
}
