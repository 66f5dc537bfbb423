import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { indexes } from '../../../shared/table/kinds.ts'
import type {
  Condition,
  Key,
  Page,
  Position,
  Query,
  StoredItem,
  Table,
  Update,
  Write,
} from '../../../shared/table/table.ts'

const MOST_ITEMS = 100

const Item = z.looseObject({ pk: z.string().min(1), sk: z.string().min(1) })
const Members = z.record(z.string(), z.unknown())

/** A copy without undefined members, so that nobody shares an object with the table. */
const copied = (item: StoredItem): StoredItem => Item.parse(JSON.parse(JSON.stringify(item)))

const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`
const keyOf = (write: Write): Key => (write.verb === 'put' ? write.item : write.key)

const isNumber = (value: unknown): value is number => typeof value === 'number'
const at = (item: StoredItem | undefined, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (Object.hasOwn(Object(value), name) ? Object(value)[name] : undefined),
      item,
    )

const holds = (item: StoredItem | undefined, condition: Condition): boolean => {
  const { absent, equals = {}, differs = {}, contains = {}, atLeast = {}, atMost = {}, and = [] } = condition
  const each = <V>(values: Readonly<Record<string, V>>, judge: (present: unknown, value: V) => boolean) =>
    Object.entries(values).every(([path, value]) => judge(at(item, path), value))
  const isBefore = (attribute: string, value: number): boolean => {
    const present = at(item, attribute)
    return isNumber(present) && present < value
  }
  return (
    (!absent ||
      item === undefined ||
      (absent !== true && isBefore(absent.orBefore.attribute, absent.orBefore.value))) &&
    each(equals, (present, value) => isDeepStrictEqual(present, value)) &&
    each(differs, (present, value) => !isDeepStrictEqual(present, value)) &&
    each(contains, (present, value) => Array.isArray(present) && present.includes(value)) &&
    each(atLeast, (present, bound) => isNumber(present) && present >= bound) &&
    each(atMost, (present, bound) => present === undefined || (isNumber(present) && present <= bound)) &&
    and.every((further) => holds(item, further))
  )
}

/** The object with a value at a path; throws where what should hold the value is no object. */
const withValue = (object: unknown, [name = '', ...rest]: readonly string[], value: unknown): object => {
  const members = Members.parse(object)
  return { ...members, [name]: rest.length > 0 ? withValue(members[name], rest, value) : value }
}

const updated = (key: Key, item: StoredItem | undefined, { set = {}, add = {} }: Update): StoredItem => {
  const before = item ?? key
  const sums = Object.entries(add).map(([name, amount]) => [
    name,
    z.number().parse(at(item, name) ?? 0) + amount,
  ])
  const after = Object.entries(set).reduce<object>(
    (object, [path, value]) => withValue(object, path.split('.'), value),
    before,
  )
  return copied(Item.parse({ ...after, ...Object.fromEntries(sums) }))
}

const applied = (write: Write, item: StoredItem | undefined, commitId: string): StoredItem | undefined => {
  switch (write.verb) {
    case 'put':
      return copied({ ...write.item, commitId })
    case 'update':
      return updated(write.key, item, write)
    case 'delete':
      return undefined
    case 'check':
      return item
  }
}

const order = (one: readonly string[], other: readonly string[]): number =>
  one
    .map((text, index) => Buffer.from(text).compare(Buffer.from(other[index] ?? '')))
    .find((sign) => sign !== 0) ?? 0

const page = (stored: readonly StoredItem[], query: Query): Page<StoredItem> => {
  const { index, partition, prefix, from, upTo, newestFirst, limit, after } = query
  if (prefix !== undefined && (from !== undefined || upTo !== undefined))
    throw new Error('A query asks for a prefix or for bounds, not for both')
  const names = index ? indexes[index] : { partition: 'pk', sort: 'sk' }
  const positionOf = (item: StoredItem): Position =>
    Object.fromEntries(['pk', 'sk', names.partition, names.sort].map((name) => [name, String(item[name])]))
  const placeOf = (position: Position): string[] =>
    [names.sort, 'pk', 'sk'].map((name) => position[name] ?? '')
  const direction = newestFirst ? -1 : 1
  const found = stored
    .filter((item) => item[names.partition] === partition && item[names.sort] !== undefined)
    .map((item) => ({ item, position: positionOf(item), place: placeOf(positionOf(item)) }))
    .filter(
      ({ place: [sort = ''] }) =>
        sort.startsWith(prefix ?? '') &&
        (from === undefined || order([sort], [from]) >= 0) &&
        (upTo === undefined || order([sort], [upTo]) <= 0),
    )
    .filter(({ place }) => after === undefined || direction * order(place, placeOf(after)) > 0)
    .toSorted((one, other) => direction * order(one.place, other.place))
    .slice(0, limit)
  const last = found.length === limit ? found.at(-1) : undefined
  return {
    // The due index holds keys only.
    items: found.map(({ item, position }) => copied(index === 'due' ? Item.parse(position) : item)),
    ...(last ? { after: last.position } : {}),
  }
}

interface InMemory {
  /** Decides when each request happens; at once unless told. */
  readonly step?: () => Promise<unknown>
  /** What is in the table from the beginning; an item that nothing writes stays the same object. */
  readonly items?: readonly StoredItem[]
}

/** A table in memory that keeps every promise of the port, without delays or faults. */
export const memoryTable = ({ step = () => Promise.resolve(), items = [] }: InMemory = {}) => {
  const stored = new Map(items.map((item) => [keyText(item), item]))
  let sorted: readonly StoredItem[] | undefined
  const put = (item: StoredItem): void => {
    stored.set(keyText(item), copied(item))
    sorted = undefined
  }
  const table: Table = {
    read: async (keys) => {
      await step()
      if (new Set(keys.map(keyText)).size > MOST_ITEMS)
        throw new Error(`More than ${MOST_ITEMS} keys are read at once`)
      return keys.map((key) => stored.get(keyText(key))).map((item) => item && copied(item))
    },
    query: async (query) => {
      await step()
      return page([...stored.values()], query)
    },
    commit: async (writes, commitId) => {
      await step()
      const keys = writes.map((write) => keyText(keyOf(write)))
      if (keys.length > MOST_ITEMS || new Set(keys).size < keys.length)
        throw new Error(`A commit is of at most ${MOST_ITEMS} items, each once`)
      const present = keys.map((key) => stored.get(key))
      const conflicts = writes.flatMap(({ condition }, index) =>
        !condition || holds(present[index], condition) ? [] : [index],
      )
      if (conflicts.length > 0) return { committed: false, conflicts }
      const after = writes.map((write, index) => applied(write, present[index], commitId))
      for (const [index, key] of keys.entries()) {
        const item = after[index]
        if (item) stored.set(key, item)
        else stored.delete(key)
      }
      sorted = undefined
      return { committed: true }
    },
  }
  return {
    ...table,
    /** Every item of the table, by key. */
    items: (): readonly StoredItem[] =>
      (sorted ??= [...stored.values()].sort((one, other) => order([one.pk, one.sk], [other.pk, other.sk]))),
    /** Puts an item past every rule, as only a repair by hand would. */
    put,
  }
}
