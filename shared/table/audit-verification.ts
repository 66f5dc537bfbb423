import * as z from 'zod'
import { AuditEntry, auditEntryRecord, hashOf } from './audit.ts'
import { entryIdOf, logDigest, LogEntry, logEntryRecord } from './log.ts'
import { keyText } from './reader.ts'
import { Versioned } from './record.ts'
import type { Attributes, Key, StoredItem } from './table.ts'

/**
 * What is wrong at a place of a chain or of a log: `altered`, something differs from what was hashed; `missing`, an entry or its line is gone;
 * `cut-off`, the chain ends before its entity's version; `orphaned`, there is no entity, entry or version that it belongs to.
 */
export interface Fault {
  readonly kind: 'altered' | 'missing' | 'cut-off' | 'orphaned'
  /** The place in the chain; absent where the entity itself is meant, or what is in no chain. */
  readonly seq?: number
}

/** A stretch of one audit chain as it is stored, in its order. */
export interface Stretch {
  readonly subject: string
  /** The entity, whose version is the end of the chain. */
  readonly head: StoredItem
  readonly entries: readonly StoredItem[]
  /** The line that each entry names, by place; `undefined` where it names none or there is none. */
  readonly lines: readonly (StoredItem | undefined)[]
  /** The sequence number that the stretch begins with. */
  readonly first: number
  /** Whether the chain ends with it. */
  readonly isEnd: boolean
}

/** All that an item holds beside its key and the mark of its commit, also what newer code may have added. */
const contentOf = ({ pk: _pk, sk: _sk, commitId: _mark, ...content }: StoredItem): Attributes => content

const SEQ = /^\d{12}$/

/** An entry as it stands at its key; nothing where it is not what was hashed. */
const intactEntry = (item: StoredItem, subject: string): AuditEntry | undefined => {
  const { data } = AuditEntry.safeParse(item)
  if (!data || keyText(auditEntryRecord.key(data)) !== keyText(item) || data.subject !== subject)
    return undefined
  const { hash, ...unhashed } = contentOf(item)
  return hash === hashOf(unhashed) ? data : undefined
}

/** The key of the line that an entry names in the log of an organisation, if it names one. */
export const lineKeyOf = (customerId: string, item: StoredItem): Key | undefined => {
  const { data } = AuditEntry.safeParse(item)
  if (data?.logDigest === undefined) return undefined
  return logEntryRecord.key({ customerId, at: data.at, entryId: entryIdOf(data.subject, data.seq) })
}

const lineFault = (entry: AuditEntry, line: StoredItem | undefined): Fault['kind'] | undefined => {
  if (entry.logDigest === undefined) return undefined
  if (!line) return 'missing'
  return logDigest(contentOf(line)) === entry.logDigest ? undefined : 'altered'
}

/**
 * What is wrong with a stretch of a chain. Each entry is judged by its own hash and by what follows it: the next entry, or the entity.
 * The last entry of a stretch that is not the end is left to the next stretch, which begins with it.
 */
export const faultsOf = ({ subject, head, entries, lines, first, isEnd }: Stretch): readonly Fault[] => {
  const faults = new Map<string, Fault>()
  const found = (kind: Fault['kind'], seq?: number): void => {
    faults.set(`${seq} ${kind}`, { kind, ...(seq === undefined ? {} : { seq }) })
  }
  const version = Versioned.safeParse(head).data
  if (!version) found('altered')
  const newest = version?.version ?? Infinity
  const links = entries.map((item) => ({ seq: Number(item.sk), entry: intactEntry(item, subject), item }))
  let expected = first
  for (const [place, { seq, entry, item }] of links.entries()) {
    const next = links[place + 1]
    if (!SEQ.test(item.sk)) found('orphaned')
    else {
      if (seq > expected && expected <= newest) found('missing', expected)
      expected = seq + 1
      if (seq > newest) found('orphaned', seq)
      else if (next || isEnd) {
        const follower = next?.seq === seq + 1 ? next.entry : undefined
        const isNewest = seq === version?.version
        const isAltered =
          !entry ||
          (seq === 1 && entry.prevHash !== '') ||
          (follower && follower.prevHash !== entry.hash && !isNewest) ||
          (isNewest && (version.auditHash !== entry.hash || version.auditAt !== entry.at))
        if (follower && entry && follower.at < entry.at) found('altered', follower.seq)
        const fault = isAltered ? 'altered' : lineFault(entry, lines[place])
        if (fault) found(fault, seq)
      }
    }
  }
  if (isEnd && version && expected <= newest) found('cut-off', expected)
  return [...faults.values()]
}

const InChain = z.object({ subject: z.string(), seq: z.int() })

/** The chain and the place in it that a line of a log names, however else it may have been changed. */
export const namedBy = (line: StoredItem): { subject: string; seq: number } | undefined =>
  InChain.safeParse(line).data

/**
 * What is wrong with a line of a log beside what its chain tells of it: `orphaned` where no entry names the line, or there is no entity,
 * or where it tells of a deed that would have an entry; `altered` where it is in no chain and cannot be read.
 */
export const faultOfLine = (
  line: StoredItem,
  { customerId, entry, hasEntity }: { customerId: string; entry: StoredItem | undefined; hasEntity: boolean },
): Fault | undefined => {
  const named = namedBy(line)
  if (!named) {
    const { data } = LogEntry.safeParse(line)
    if (!data || keyText(logEntryRecord.key(data)) !== keyText(line)) return { kind: 'altered' }
    const isInNoChain = data.outcome === 'refused' || data.action === 'audit.exported'
    return isInNoChain ? undefined : { kind: 'orphaned' }
  }
  const { seq } = named
  const isNamed = (of: StoredItem): boolean => {
    const key = lineKeyOf(customerId, of)
    return key !== undefined && keyText(key) === keyText(line)
  }
  return entry && hasEntity && isNamed(entry) ? undefined : { kind: 'orphaned', seq }
}
