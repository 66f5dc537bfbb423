import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, PartnerId, PersonId, SessionId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusMillis } from '../kernel/time.ts'

const HOUR_MS = 3_600_000
const LASTS_MS = HOUR_MS
const LASTS_AT_MOST_MS = 8 * HOUR_MS

/** A partner admin operating one organisation for a limited time; one a person and organisation, each new one its next version (R50). */
export const ManagementSession = z.object({
  sessionId: SessionId,
  customerId: CustomerId,
  email: EmailAddress,
  personId: PersonId,
  partnerId: PartnerId,
  state: z.enum(['open', 'closed']),
  openedAt: Instant,
  endsAt: Instant,
  latestEndsAt: Instant,
  reason: z.string().optional(),
  /** The version of the access that it was opened under. */
  accessVersion: z.int(),
  /** The version of the person, whose membership it was opened under. */
  personVersion: z.int(),
})
export type ManagementSession = z.infer<typeof ManagementSession>

/** What becomes of a session without anybody writing it: by time, or by the end of the right that it was opened under. */
export type SessionState = ManagementSession['state'] | 'none' | 'expired' | 'ended'

export const managementSessionRequired = /* @__PURE__ */ problem(
  'management-session-required',
  {
    kind: 'conflict',
    title: 'No management session is open',
    advice: 'Open a management session on the customer, then send the request again.',
  },
  { state: /* @__PURE__ */ z.enum(['none', 'closed', 'expired', 'ended']) },
)
export const managementSessionNotOpen = /* @__PURE__ */ problem('management-session-not-open', {
  kind: 'missing',
  title: 'You have no management session open here',
  advice: 'Open one to manage the customer.',
})

/** The rights as they are, against which a session holds. */
interface Rights {
  readonly access: { readonly version: number } | undefined
  readonly person: { readonly version: number } | undefined
}

/** The state of a session at an instant: `ended` once the access or the membership is not the one it was opened under, so that granting again revives nothing (R60). */
export const stateAt = (
  session: ManagementSession | undefined,
  { access, person }: Rights,
  at: Instant,
): SessionState => {
  if (!session) return 'none'
  if (session.state === 'closed') return 'closed'
  if (access?.version !== session.accessVersion || person?.version !== session.personVersion) return 'ended'
  return at < session.endsAt ? 'open' : 'expired'
}

/** Whether a session is open as far as its access and the time tell; its person may have left the partner. */
export const mayBeOpen = (session: ManagementSession, access: Rights['access'], at: Instant): boolean =>
  stateAt(session, { access, person: { version: session.personVersion } }, at) === 'open'

/** The session if it is open; refuses otherwise. */
export const openSession = <S extends ManagementSession>(
  session: S | undefined,
  rights: Rights,
  at: Instant,
): S => {
  if (!session || stateAt(session, rights, at) !== 'open') throw managementSessionNotOpen()
  return session
}

/** Who opens a session, and under which rights. */
type Opening = Pick<
  ManagementSession,
  | 'sessionId'
  | 'customerId'
  | 'email'
  | 'personId'
  | 'partnerId'
  | 'accessVersion'
  | 'personVersion'
  | 'reason'
>

/** A new session: it lasts 60 minutes, and 8 hours at most. */
export const open = (opening: Opening, at: Instant): ManagementSession => ({
  ...opening,
  state: 'open',
  openedAt: at,
  endsAt: plusMillis(at, LASTS_MS),
  latestEndsAt: plusMillis(at, LASTS_AT_MOST_MS),
})

/** An open session for another 60 minutes, but not past 8 hours after it was opened; a reason replaces the one given before. */
export const renew = (
  session: ManagementSession,
  { reason }: Pick<ManagementSession, 'reason'>,
  at: Instant,
): ManagementSession => {
  const endsAt = plusMillis(at, LASTS_MS)
  return {
    ...session,
    endsAt: endsAt < session.latestEndsAt ? endsAt : session.latestEndsAt,
    ...(reason === undefined ? {} : { reason }),
  }
}

/** Ends a session before its time. */
export const close = (session: ManagementSession): ManagementSession => ({ ...session, state: 'closed' })
