import { expect } from 'vitest'
import { auditEntryRecord, firstBrokenLink, type AuditEntry } from '../../../shared/table/audit.ts'
import { Versioned } from '../../../shared/table/record.ts'
import type { StoredItem } from '../../../shared/table/table.ts'

/** The chain that an item's versions are in: a person's names them by id, any other the item's partition. */
const chainOf = ({ pk, personId }: StoredItem): string =>
  pk.startsWith('PERSON#') ? `PERSON#${personId}` : pk

/** Expects that every audit chain is dense and verifies, and that each entity's version is the end of its chain. */
export const expectWholeChains = (items: readonly StoredItem[]): void => {
  const chains = new Map<string, AuditEntry[]>()
  for (const item of items.filter(({ pk }) => pk.startsWith('AUDIT#'))) {
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
