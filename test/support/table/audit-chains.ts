import { expect } from 'vitest'
import { auditEntryRecord, firstBrokenLink, type AuditEntry } from '../../../shared/table/audit.ts'
import { Versioned } from '../../../shared/table/record.ts'
import type { StoredItem } from '../../../shared/table/table.ts'

/** The chain that an item's versions are in: a person's and a session's name them by id, what shares its partition by its own id, any other the partition. */
const chainOf = ({ pk, sk, customerId, personId }: StoredItem): string => {
  if (pk.startsWith('PERSON#')) return `PERSON#${personId}`
  if (pk.startsWith('SESSIONS#')) return `SESSION#${customerId}#${personId}`
  return /^(USER|GROUP|POLICY)#/.test(sk) ? sk : pk
}

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

/** Expects that every audit chain is dense and verifies, and that each entity's version is the end of its chain. */
export const expectWholeChains = (items: readonly StoredItem[]): void => {
  const chains = new Map<string, AuditEntry[]>()
  for (const item of items.filter(isEntry)) {
    const entry = auditEntryRecord.parse(item)
    chains.set(entry.subject, [...(chains.get(entry.subject) ?? []), entry])
  }
  for (const [subject, chain] of chains)
    expect({ subject, broken: firstBrokenLink(chain) }).toEqual({ subject, broken: undefined })
  for (const item of items) {
    const entity = Versioned.safeParse(item)
    if (!entity.success) continue
    const newest = chains.get(chainOf(item))?.at(-1)
    expect({ pk: item.pk, version: newest?.seq, hash: newest?.hash }).toEqual({
      pk: item.pk,
      version: entity.data.version,
      hash: entity.data.auditHash,
    })
  }
}
