import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, PartnerId, SessionId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { STAFF_ROLES } from '../kernel/caller.ts'

/** What an entry tells of, by the first word of its audit chain. */
const SUBJECTS = {
  USER: 'user',
  GROUP: 'group',
  POLICY: 'policy',
  SESSION: 'session',
  SETTINGS: 'settings',
  REFERRALS: 'referrals',
  RECOVERY: 'recovery',
  ACCESS: 'access',
  CUSTOMER: 'customer',
} as const
type SubjectKind = (typeof SUBJECTS)[keyof typeof SUBJECTS]

/** What an entry tells of; a session is named by the person whose it is. */
export const AuditSubject = /* @__PURE__ */ z
  .strictObject({ kind: z.enum([...Object.values(SUBJECTS), 'log']), id: z.string() })
  .meta({ id: 'AuditSubject' })
export type AuditSubject = z.infer<typeof AuditSubject>

const isWord = (word: string): word is keyof typeof SUBJECTS => word in SUBJECTS

/** What an audit chain is of; nothing where its name is none of an organisation. */
export const subjectOf = (chain: string): { kind: SubjectKind; id: string } | undefined => {
  const [word = '', ...ids] = chain.split('#')
  const id = ids.at(-1)
  return isWord(word) && id ? { kind: SUBJECTS[word], id } : undefined
}

/** Who did it: a person by address and id, by id alone once they are forgotten; of the programme's team only the role. */
const PersonShown = z.strictObject({
  kind: z.literal('person'),
  role: z.string(),
  personId: z.string().optional(),
  email: EmailAddress.optional(),
  partnerId: PartnerId.optional(),
})
const ActorShown = z.discriminatedUnion('kind', [
  PersonShown,
  z.strictObject({ kind: z.literal('function'), name: z.string() }),
])

const Members = z.record(z.string(), z.unknown())

/** One entry of the log of an organisation, as it is shown (R53). */
export const AuditLine = z
  .strictObject({
    entryId: z.string(),
    at: Instant,
    outcome: z.enum(['allowed', 'refused']),
    action: z.string().optional().meta({ description: 'What was done' }),
    operation: z.string().optional().meta({ description: 'What was refused' }),
    code: z.string().optional().meta({ description: 'The problem with which it was refused' }),
    actor: ActorShown,
    onBehalfOf: CustomerId.optional().meta({
      description: 'The organisation for which an admin of its partner acted',
    }),
    sessionId: SessionId.optional(),
    sourceAddress: z.string().optional(),
    requestId: z.string().optional().meta({ description: 'The `instance` of the answer' }),
    subject: AuditSubject.optional(),
    seq: z.int().optional().meta({ description: 'The place among the entries of its subject' }),
    before: Members.optional(),
    after: Members.optional(),
  })
  .meta({ id: 'AuditLine' })
export type AuditLine = z.input<typeof AuditLine>

interface PersonActor {
  readonly kind: 'person'
  readonly personId: string
  readonly role: string
  readonly partnerId?: string | undefined
}
type Actor = PersonActor | { readonly kind: 'function'; readonly name: string }

/** A line of the log as it is stored. */
interface StoredLine {
  readonly entryId: string
  readonly customerId: CustomerId
  readonly at: Instant
  readonly outcome: 'allowed' | 'refused'
  readonly actor: Actor
  readonly action?: string | undefined
  readonly operation?: string | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  readonly sourceAddress?: string | undefined
  readonly sessionId?: string | undefined
  readonly subject?: string | undefined
  readonly seq?: number | undefined
  readonly before?: Readonly<Record<string, unknown>> | undefined
  readonly after?: Readonly<Record<string, unknown>> | undefined
}

const isTeam = (role: string): boolean => STAFF_ROLES.some((known) => known === role)

const isOfTeam = ({ actor }: Pick<StoredLine, 'actor'>): boolean =>
  actor.kind === 'person' && isTeam(actor.role)

/** The person whom a line names to whoever reads it; nobody of the programme's team. */
export const personNamed = ({ actor }: Pick<StoredLine, 'actor'>): string | undefined =>
  actor.kind === 'person' && !isTeam(actor.role) ? actor.personId : undefined

/** The partner whose admin a line is of. */
export const partnerOf = ({ actor }: Pick<StoredLine, 'actor'>): string | undefined =>
  actor.kind === 'person' && actor.role === 'partner-admin' ? actor.partnerId : undefined

const actorShown = (actor: Actor, email: EmailAddress | undefined): AuditLine['actor'] => {
  if (actor.kind === 'function') return actor
  const { kind, role, personId, partnerId } = actor
  return { kind, role, ...(isTeam(role) ? {} : { personId, email, partnerId }) }
}

/** A line as it is shown; without an address it is the same for ever, which an export needs (R53). */
export const auditLine = (line: StoredLine, email?: EmailAddress): AuditLine => {
  const { entryId, at, outcome, action, operation, code, actor, customerId } = line
  const { sessionId, sourceAddress, requestId, subject, seq, before, after } = line
  const of = subject === undefined ? undefined : subjectOf(subject)
  return {
    entryId,
    at,
    outcome,
    action,
    operation,
    code,
    actor: actorShown(actor, email),
    onBehalfOf: partnerOf(line) === undefined ? undefined : customerId,
    sessionId,
    sourceAddress: isOfTeam(line) ? undefined : sourceAddress,
    requestId,
    subject: of,
    seq,
    before,
    after,
  }
}

/** What a list of entries is narrowed to; all parts must hold. */
interface AuditFilter {
  readonly personId?: string | undefined
  readonly partner?: string | undefined
  readonly action?: string | undefined
  readonly outcome?: 'allowed' | 'refused' | undefined
}

/** Tells which lines pass the filter; `action` is what was done or what was refused. */
export const passing =
  ({ personId, partner, action, outcome }: AuditFilter) =>
  (line: StoredLine): boolean =>
    (personId === undefined || personNamed(line) === personId) &&
    (partner === undefined || partnerOf(line) === partner) &&
    (action === undefined || line.action === action || line.operation === action) &&
    (outcome === undefined || line.outcome === outcome)
