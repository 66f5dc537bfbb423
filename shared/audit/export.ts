import { csv, type Cell } from '../kernel/csv.ts'
import type { AuditLine } from './entry.ts'

const actorId = ({ actor }: AuditLine): Cell => (actor.kind === 'function' ? actor.name : actor.personId)

/** The columns of an exported entry, in their order; `json` writes what has members of its own. */
const columns = (json: (value: unknown) => string): Readonly<Record<string, (line: AuditLine) => Cell>> => ({
  entryId: ({ entryId }) => entryId,
  at: ({ at }) => at,
  outcome: ({ outcome }) => outcome,
  action: ({ action }) => action,
  operation: ({ operation }) => operation,
  code: ({ code }) => code,
  actorKind: ({ actor }) => actor.kind,
  actor: actorId,
  role: ({ actor }) => (actor.kind === 'person' ? actor.role : undefined),
  partnerId: ({ actor }) => (actor.kind === 'person' ? actor.partnerId : undefined),
  onBehalfOf: ({ onBehalfOf }) => onBehalfOf,
  sessionId: ({ sessionId }) => sessionId,
  sourceAddress: ({ sourceAddress }) => sourceAddress,
  requestId: ({ requestId }) => requestId,
  subjectKind: ({ subject }) => subject?.kind,
  subjectId: ({ subject }) => subject?.id,
  seq: ({ seq }) => seq,
  before: ({ before }) => (before ? json(before) : undefined),
  after: ({ after }) => (after ? json(after) : undefined),
})

/** Entries as text: one JSON object a line, or CSV with a heading (R53). */
export const exported = {
  jsonl: (lines: readonly AuditLine[], json: (value: unknown) => string): string =>
    lines.map((line) => `${json(line)}\n`).join(''),
  csv: (lines: readonly AuditLine[], json: (value: unknown) => string): string => {
    const named = columns(json)
    return csv([
      Object.keys(named),
      ...lines.map((line) => Object.values(named).map((cellOf) => cellOf(line))),
    ])
  },
} as const
