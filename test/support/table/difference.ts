import { shapeOf } from '../faults/guards.ts'
import { canonicalJson } from '../../../shared/table/canonical-json.ts'
import { keyText } from '../../../shared/table/reader.ts'
import type { StoredItem } from '../../../shared/table/table.ts'

const byKey = (items: readonly StoredItem[]) => new Map(items.map((item) => [keyText(item), item]))

/** The parts of the sums of a month, of which an id belongs to any one: whether that one is new is left to chance. */
const isPartOfMonth = ({ pk }: StoredItem): boolean => pk.startsWith('LEDGER-MONTHS#')

/** How many items of each kind were added, changed and removed between two states of the table. */
export const difference = (
  before: readonly StoredItem[],
  after: readonly StoredItem[],
): Record<string, number> => {
  const [earlier, later] = [byKey(before), byKey(after)]
  const counts: Record<string, number> = {}
  const note = (what: string, { pk, sk }: StoredItem): void => {
    const line = `${what} ${shapeOf(pk, sk)}`
    counts[line] = (counts[line] ?? 0) + 1
  }
  for (const [key, item] of later) {
    const former = earlier.get(key)
    if (!former) note(isPartOfMonth(item) ? 'changed' : 'added', item)
    else if (former !== item && canonicalJson(former) !== canonicalJson(item)) note('changed', item)
  }
  for (const [key, item] of earlier) if (!later.has(key)) note('removed', item)
  return counts
}

/** A value in which a mark replaces what differs from run to run (ids, instants, addresses, milliseconds), so that two runs can be compared. */
export const masked = (value: unknown): unknown => {
  if (typeof value === 'string') return /\d/.test(value) ? '#' : value
  if (typeof value === 'number') return value > 1_000_000 ? '#' : value
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member)]))
}
