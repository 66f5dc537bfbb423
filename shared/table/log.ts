import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { Actor } from './audit.ts'
import { canonicalJson } from './canonical-json.ts'
import { row } from './record.ts'
import { sha256 } from './sha256.ts'

/** Where a request came from, as the log of an organisation says. */
export const Origin = z.object({
  /** The `instance` of its refusal. */
  requestId: z.string().optional(),
  sourceAddress: z.string().optional(),
  /** The management session in which it was made. */
  sessionId: z.string().optional(),
})
export type Origin = z.infer<typeof Origin>

/** A line of the log of an organisation: a deed, beside its entry in an audit chain, or a refused attempt, which is in no chain (R53). */
export const LogEntry = Origin.extend({
  customerId: CustomerId,
  entryId: z.string(),
  at: Instant,
  outcome: z.enum(['allowed', 'refused']),
  actor: Actor,
  /** What was done, or `refusals.capped`. */
  action: z.string().optional(),
  /** What was refused, and with which problem. */
  operation: z.string().optional(),
  code: z.string().optional(),
  /** The audit chain of what it is of, and the place in it, which is absent for what is in no chain. */
  subject: z.string().optional(),
  seq: z.int().optional(),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
  /** Random, so that the digest of a line tells nothing of what was personal in it once the line is gone. */
  salt: z.string(),
})
export type LogEntry = z.infer<typeof LogEntry>

/** The partition of an organisation's log. */
export const logPartition = (customerId: string): string => `LOG#${customerId}`

/** Lines in the order of time; put in the commit of what they tell. */
export const logEntryRecord = /* @__PURE__ */ row({
  kind: 'logEntry',
  schema: LogEntry,
  key: ({ customerId, at, entryId }: Pick<LogEntry, 'at' | 'entryId'> & { readonly customerId: string }) => ({
    pk: logPartition(customerId),
    sk: `${at}#${entryId}`,
  }),
})

/** The id of the line beside an entry of an audit chain, which either gives. */
export const entryIdOf = (subject: string, seq: number): string =>
  sha256(canonicalJson([subject, seq])).slice(0, 32)

/** The digest of a line, which its entry in the chain holds. */
export const logDigest = (line: object): string => sha256(canonicalJson(line))

type OutsideChains = Omit<LogEntry, 'entryId' | 'salt' | 'subject' | 'seq'> & {
  readonly subject?: string | undefined
}

/** A line that stands beside no entry of a chain: of a refused attempt, or of an export; its id follows from that of its commit. It is parsed when it is put. */
export const lineOutsideChains = (
  line: OutsideChains,
  { commitId, salt }: { readonly commitId: string; readonly salt: string },
): LogEntry => ({ ...line, entryId: entryIdOf(commitId, 0), salt })
