import type { Condition, Key, StoredItem, Table, Write } from '../../../shared/table/table.ts'

const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`

const at = (item: StoredItem | undefined, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => Object(value)[part], item)

const holds = (item: StoredItem | undefined, { absent, equals = {}, contains = {} }: Condition): boolean =>
  Object.entries(equals).every(([path, value]) => at(item, path) === value) &&
  Object.entries(contains).every(([path, value]) => {
    const list = at(item, path)
    return Array.isArray(list) && list.includes(value)
  }) &&
  (absent === undefined ||
    item === undefined ||
    (absent !== true && Number(at(item, absent.orBefore.attribute)) < absent.orBefore.value))

/** A table in memory that keeps the port's promises and nothing else, for histories by the thousand; `step` decides when each request happens. */
export const memoryTable = (step: () => Promise<unknown>): Table & { items(): StoredItem[] } => {
  const stored = new Map<string, StoredItem>()
  const apply = (write: Write): void => {
    if (write.verb === 'put') stored.set(keyText(write.item), write.item)
    if (write.verb === 'update') {
      const key = keyText(write.key)
      stored.set(key, { ...write.key, ...stored.get(key), ...write.set })
    }
    if (write.verb === 'delete') stored.delete(keyText(write.key))
  }
  return {
    items: () => [...stored.values()],
    read: async (keys) => {
      await step()
      return keys.map((key) => stored.get(keyText(key)))
    },
    query: async () => {
      throw new Error('The histories in memory ask nothing by query')
    },
    commit: async (writes) => {
      await step()
      const conflicts = writes.flatMap((write, index) => {
        const item = stored.get(keyText(write.verb === 'put' ? write.item : write.key))
        return write.condition && !holds(item, write.condition) ? [index] : []
      })
      if (conflicts.length > 0) return { committed: false, conflicts }
      writes.forEach(apply)
      return { committed: true }
    },
  }
}
