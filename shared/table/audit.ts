import * as z from 'zod'
import { Instant, latest } from '../kernel/time.ts'
import { canonicalJson } from './canonical-json.ts'
import { row, type AuditEvent, type Versioned } from './record.ts'
import { sha256 } from './sha256.ts'

/** Who did it: a person in one of their roles, named by id only so that they can be forgotten, or one of the programme's own functions. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    personId: z.string(),
    role: z.string(),
    partnerId: z.string().optional(),
  }),
  z.object({ kind: z.literal('function'), name: z.string() }),
])
export type Actor = z.infer<typeof Actor>

/** One link of an entity's audit chain: dense `seq` from 1, `hash` over all else and the previous hash. */
export const AuditEntry = z.object({
  subject: z.string(),
  seq: z.int().positive(),
  at: Instant,
  action: z.string(),
  actor: Actor,
  details: z.record(z.string(), z.unknown()),
  /** The digest of its row in the log of the organisation; the row has what is personal, and the salt. */
  logDigest: z.string().optional(),
  prevHash: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Audit entries, oldest first within their subject's partition; only ever created. */
export const auditEntryRecord = /* @__PURE__ */ row({
  kind: 'auditEntry',
  schema: AuditEntry,
  key: ({ subject, seq }: { subject: string; seq: number }) => ({
    pk: `AUDIT#${subject}`,
    sk: String(seq).padStart(12, '0'),
  }),
})

/** The hash of an entry over all else that it holds. */
export const hashOf = (unhashed: object): string => sha256(canonicalJson(unhashed))

/** Where a chain goes on: its next sequence number, and an instant that is never before the previous one. */
export const nextPlace = (
  previous: Versioned | undefined,
  at: Instant,
): Pick<AuditEntry, 'seq' | 'at' | 'prevHash'> => ({
  seq: (previous?.version ?? 0) + 1,
  at: previous ? latest(previous.auditAt, at) : at,
  prevHash: previous?.auditHash ?? '',
})

/** The next entry of a chain; with the digest of its line in a log, if it is in one. */
export const nextAuditEntry = (
  subject: string,
  previous: Versioned | undefined,
  { action, details = {} }: AuditEvent,
  at: Instant,
  actor: Actor,
  logDigest?: string,
): AuditEntry => {
  const unhashed = {
    subject,
    ...nextPlace(previous, at),
    action,
    actor,
    details: { ...details },
    ...(logDigest === undefined ? {} : { logDigest }),
  }
  return { ...unhashed, hash: hashOf(unhashed) }
}
