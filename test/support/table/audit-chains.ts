import { expect } from 'vitest'
import {
  auditEntryRecord,
  auditSubject,
  firstBrokenLink,
  type AuditEntry,
} from '../../../shared/table/audit.ts'
import { Versioned } from '../../../shared/table/record.ts'
import type { StoredItem } from '../../../shared/table/table.ts'

const isEntry = ({ pk }: StoredItem): boolean => pk.startsWith('AUDIT#')

const subjectOf = (item: StoredItem): string =>
  isEntry(item) ? item.pk.slice('AUDIT#'.length) : auditSubject(item)

/** Items with all of whose chains something was done: those of the same audit subject as one that is not among the items before. */
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
    const newest = chains.get(auditSubject(item))?.at(-1)
    expect({ pk: item.pk, version: newest?.seq, hash: newest?.hash }).toEqual({
      pk: item.pk,
      version: entity.data.version,
      hash: entity.data.auditHash,
    })
  }
}
