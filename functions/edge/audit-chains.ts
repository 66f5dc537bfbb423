import { chainsOf, type ChainsOfOrganization } from '../../shared/audit/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import {
  faultOfLine,
  faultsOf,
  lineKeyOf,
  namedBy,
  type Fault,
} from '../../shared/table/audit-verification.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import { logPartition } from '../../shared/table/log.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Key, Page, Position, StoredItem } from '../../shared/table/table.ts'

/** How many chains are read at once, how many entries of each, and how many lines. */
const CHAINS_AT_ONCE = 20
const ENTRIES_AT_ONCE = 50
const LINES_AT_ONCE = 100

type EntityKind = ChainsOfOrganization['kind']

/** What is read of an organisation: by key its entries, lines and entities, by page all of them. */
export type AuditReader = Pick<
  ItemReader<'auditEntry' | 'logEntry' | EntityKind, 'auditEntry' | 'logEntry' | EntityKind>,
  'findAll' | 'page'
>

/** Where a verification goes on: in a `part`, which is the chains of a kind or the log, `after` a sort key, and there at an `entry` of the next chain. */
type Place = Position

const LOG = 'log'

const placeIn = (part: string, after?: string, entry?: string): Place => ({
  part,
  ...(after === undefined ? {} : { after }),
  ...(entry === undefined ? {} : { entry }),
})

/** What is wrong, by chain; what is in no chain, by its key in the log. */
export type Broken = Fault & { readonly of: string }

/** What was found from one place on, and where the next one is. */
interface Step {
  readonly chains: number
  readonly broken: readonly Broken[]
  /** How many items were read. */
  readonly read: number
  readonly next: Place | undefined
}

/** What somebody changed by hand may be readable as nothing else. */
const asStored = <const K extends Kind>(kind: K): LookUp<K, StoredItem, Key> => ({
  kind,
  key: (key) => key,
  parse: (item) => item,
})

const found = async <K extends 'auditEntry' | 'logEntry' | EntityKind>(
  { findAll }: AuditReader,
  kind: K,
  keys: readonly (Key | undefined)[],
): Promise<(StoredItem | undefined)[]> => {
  const items = (
    await findAll(
      asStored(kind),
      keys.filter((key) => key !== undefined),
    )
  ).values()
  return keys.map((key) => (key ? items.next().value : undefined))
}

/** One stretch of the chain of an entity; where its end changed meanwhile, it is read again. */
const stretchOf = async (
  reader: AuditReader,
  customerId: CustomerId,
  { kind, partition, subjectOf }: ChainsOfOrganization,
  head: StoredItem,
  from: string,
): Promise<{ faults: readonly Fault[]; read: number; next: string | undefined }> => {
  const subject = subjectOf(head)
  const first = Number(from)
  const { pk } = auditEntryRecord.key({ subject, seq: first })
  const { items: entries, after } = await reader.page(asStored('auditEntry'), {
    partition: pk,
    from,
    limit: ENTRIES_AT_ONCE,
  })
  const keys = entries.map((entry) => lineKeyOf(customerId, entry))
  const lines = await found(reader, 'logEntry', keys)
  const faults = faultsOf({ subject, head, entries, lines, first, isEnd: after === undefined })
  if (faults.length > 0) {
    const { sk } = head
    const { items } = await reader.page(asStored(kind), { partition, from: sk, upTo: sk, limit: 1 })
    const [present] = items
    if (present && present['version'] !== head['version'])
      return stretchOf(reader, customerId, { kind, partition, subjectOf }, present, from)
  }
  return { faults, read: 2 * entries.length, next: after && entries.at(-1)?.sk }
}

const FIRST = auditEntryRecord.key({ subject: '', seq: 1 }).sk

/** The next chains of a kind, or the next stretch of a chain that is longer than one. */
const chainsStep = async (
  reader: AuditReader,
  customerId: CustomerId,
  ofKind: ChainsOfOrganization,
  { after, entry }: Place,
): Promise<Step> => {
  const { kind, partition, subjectOf } = ofKind
  const heads = await reader.page(asStored(kind), {
    partition,
    limit: entry === undefined ? CHAINS_AT_ONCE : 1,
    ...(after === undefined ? {} : { after: { pk: partition, sk: after } }),
  })
  const stretches = await Promise.all(
    heads.items.map((head) => stretchOf(reader, customerId, ofKind, head, entry ?? FIRST)),
  )
  const unfinished = stretches.findIndex(({ next }) => next !== undefined)
  const judged = unfinished < 0 ? stretches : stretches.slice(0, unfinished + 1)
  const finished = unfinished < 0 ? heads.items : heads.items.slice(0, unfinished)
  const behind = finished.at(-1)?.sk ?? after
  const rest = stretches[unfinished]?.next
  return {
    chains: finished.length,
    broken: judged.flatMap(({ faults }, place) =>
      faults.map((fault) => ({ of: subjectOf(heads.items[place] ?? { pk: '', sk: '' }), ...fault })),
    ),
    read: heads.items.length + stretches.reduce((sum, { read }) => sum + read, 0),
    next: rest === undefined && !heads.after ? undefined : placeIn(kind, behind, rest),
  }
}

/** The chains of a kind whose entities only the list of all tells. */
const listed = async (reader: AuditReader, { kind, partition, subjectOf }: ChainsOfOrganization) => {
  const items: StoredItem[] = []
  let page: Page<StoredItem> | undefined
  do {
    page = await reader.page(asStored(kind), {
      partition,
      limit: 1_000,
      ...(page?.after ? { after: page.after } : {}),
    })
    items.push(...page.items)
  } while (page.after)
  return items.map(subjectOf)
}

/** The chains among these whose entities there are. */
const withEntities = async (
  reader: AuditReader,
  customerId: CustomerId,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> => {
  const known = await Promise.all(
    chainsOf(customerId).map(async (ofKind) => {
      const { kind, keyOf, subjectOf } = ofKind
      if (!keyOf)
        return subjects.some((subject) => subject.startsWith('SESSION#')) ? listed(reader, ofKind) : []
      const items = await found(
        reader,
        kind,
        subjects.flatMap((subject) => keyOf(subject) ?? []),
      )
      return items.flatMap((item) => (item ? [subjectOf(item)] : []))
    }),
  )
  return new Set(known.flat())
}

/** The next lines of the log. */
const logStep = async (reader: AuditReader, customerId: CustomerId, { after }: Place): Promise<Step> => {
  const partition = logPartition(customerId)
  const lines = await reader.page(asStored('logEntry'), {
    partition,
    limit: LINES_AT_ONCE,
    ...(after === undefined ? {} : { after: { pk: partition, sk: after } }),
  })
  const named = lines.items.map(namedBy)
  const subjects = [...new Set(named.flatMap((of) => of?.subject ?? []))]
  const [entries, present] = await Promise.all([
    found(
      reader,
      'auditEntry',
      named.map((of) => of && auditEntryRecord.key(of)),
    ),
    withEntities(reader, customerId, subjects),
  ])
  const broken = lines.items.flatMap((line, place) => {
    const of = named[place]?.subject ?? line.sk
    const fault = faultOfLine(line, { customerId, entry: entries[place], hasEntity: present.has(of) })
    return fault ? [{ of, ...fault }] : []
  })
  return {
    chains: 0,
    broken,
    read: 2 * lines.items.length + subjects.length,
    next: lines.after && placeIn(LOG, lines.items.at(-1)?.sk),
  }
}

/** Verifies an organisation's chains and its log from a place on, until so many items are read, and says where to go on (R53). */
export const verified = async (
  reader: AuditReader,
  customerId: CustomerId,
  from: Place | undefined,
  most: number,
): Promise<Omit<Step, 'read'>> => {
  const chainsByKind = chainsOf(customerId)
  const parts: readonly string[] = [...chainsByKind.map(({ kind }) => kind), LOG]
  const broken: Broken[] = []
  let [chains, read] = [0, 0]
  let place: Place | undefined = from ?? placeIn(parts[0] ?? LOG)
  while (place && read < most) {
    const part: string = place['part'] ?? LOG
    const ofKind = chainsByKind.find(({ kind }) => kind === part)
    const following: string | undefined = parts[parts.indexOf(part) + 1]
    const step: Step = ofKind
      ? await chainsStep(reader, customerId, ofKind, place)
      : await logStep(reader, customerId, place)
    broken.push(...step.broken)
    chains += step.chains
    read += step.read
    place = step.next ?? (following === undefined ? undefined : placeIn(following))
  }
  return { chains, broken, next: place }
}
