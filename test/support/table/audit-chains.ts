import { expect } from 'vitest'
import { faultsOf, lineKeyOf } from '../../../shared/table/audit-verification.ts'
import { keyText } from '../../../shared/table/reader.ts'
import { Versioned } from '../../../shared/table/record.ts'
import type { StoredItem } from '../../../shared/table/table.ts'

/** The chain that an item's versions are in: a person's and a session's name them by id, what shares its partition by its own id, any other the partition. */
const chainOf = ({ pk, sk, customerId, personId }: StoredItem): string => {
  if (pk.startsWith('PERSON#')) return `PERSON#${personId}`
  if (pk.startsWith('SESSIONS#')) return `SESSION#${customerId}#${personId}`
  return /^(USER|GROUP|POLICY)#/.test(sk) ? sk : pk
}

/** The organisation in whose log its versions are, if they are in one: a recovery names it as its subject. */
const organizationOf = ({ customerId, subject }: StoredItem): string => String(customerId ?? subject)

const isEntry = ({ pk }: StoredItem): boolean => pk.startsWith('AUDIT#')

const subjectOf = (item: StoredItem): string =>
  isEntry(item) ? item.pk.slice('AUDIT#'.length) : chainOf(item)

/** The items of each audit subject of which an item was written since the look before; a subject that nothing was written of is left out. */
export const withTouchedChains = (
  before: readonly StoredItem[],
  after: readonly StoredItem[],
): readonly StoredItem[] => {
  const unchanged = new Set(before)
  const touched = new Set(after.filter((item) => !unchanged.has(item)).map(subjectOf))
  return after.filter((item) => touched.has(subjectOf(item)))
}

/** Expects that every audit chain is whole, from its first entry to the version of its entity, and each line of a log that it names as it was put. */
export const expectWholeChains = (items: readonly StoredItem[]): void => {
  const byKey = new Map(items.map((item) => [keyText(item), item]))
  const chains = Map.groupBy(items.filter(isEntry), subjectOf)
  const heads = items.filter((item) => Versioned.safeParse(item).success)
  const subjects = heads.map(chainOf)
  expect([...chains.keys()].filter((subject) => !subjects.includes(subject))).toEqual([])
  for (const head of heads) {
    const subject = chainOf(head)
    const entries = chains.get(subject) ?? []
    const lines = entries.map((entry) => {
      const key = lineKeyOf(organizationOf(head), entry)
      return key && byKey.get(keyText(key))
    })
    const faults = faultsOf({ subject, head, entries, lines, first: 1, isEnd: true })
    expect({ subject, faults }).toEqual({ subject, faults: [] })
  }
}
