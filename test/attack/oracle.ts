import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Attacker, Target } from './cast.ts'

/** How what the path names stands to the attacker. */
export type Relation = 'own' | 'foreign' | 'missing'

/** What stands in a path beside a customer, whose absence each operation has a problem of its own for. */
const NAMED = [
  'applicationId',
  'partnerId',
  'mailId',
  'eventId',
  'requestId',
  'transferId',
  'tagRequestId',
  'paymentId',
  'payoutId',
] as const

/** What stands in a path beside an organisation and must be its own, in the order of paths; another's is refused like a missing one. */
const OF_ORGANIZATION = [
  ['groupId', 'group-not-found'],
  ['userId', 'user-not-found'],
  ['policyId', 'mail-policy-not-found'],
] as const

const ofOrganization = (role: string): boolean => role === 'super-admin' || role === 'org-admin'

/** How the target stands. */
export interface Standing {
  readonly relationTo: (named: keyof Target) => Relation
  /** The role that the attacker holds in the organisation of the target. */
  readonly roleHere: 'super-admin' | 'org-admin' | undefined
  /** Whether the domain of the target is verified. */
  readonly isVerified: boolean
}

/** The code with which the declaration alone says that an attacker is refused; `undefined` where they are admitted. */
export const expectedRefusal = (
  { allow, on: { path }, surface, onBehalf, keptAfterRevocation, problems = [] }: HttpDeclaration,
  { who, roles, partner }: Pick<Attacker, 'who' | 'roles' | 'partner'>,
  { relationTo, roleHere, isVerified }: Standing,
): string | undefined => {
  if (allow === 'public') return undefined
  if (!who) return 'not-signed-in'
  if (allow === 'signed-in') return undefined
  const names = (named: keyof Target) => path.includes(`{${named}}`)
  const isOwn = (named: keyof Target) => relationTo(named) === 'own'
  const isOfOrganization = allow.some(ofOrganization)
  if (isOfOrganization && roleHere && !allow.includes(roleHere)) return 'role-required'
  const admitted = [
    ...allow.filter((one) => !ofOrganization(one)),
    ...(onBehalf ? ['partner-admin' as const] : []),
  ]
  const role = isOfOrganization && roleHere ? roleHere : admitted.find((one) => roles.includes(one))
  if (!role) return isOfOrganization ? 'customer-not-found' : 'role-required'
  if (role === 'partner-admin') {
    if (!partner?.active) return 'partner-deactivated'
    if ((surface === 'console' || onBehalf) && !partner.workplace) return 'console-requires-workplace'
    if (names('customerId') && !isOwn('customerId')) return 'customer-not-found'
    if (names('customerId') && !partner.granted && !keptAfterRevocation) return 'access-revoked'
    if (typeof onBehalf === 'object') return 'forbidden-to-partner-admin'
  }
  if (names('customerId') && relationTo('customerId') === 'missing') return 'customer-not-found'
  const isStaff = !ofOrganization(role) && role !== 'partner-admin'
  const isOfVerified = onBehalf ?? (isStaff && problems.some(({ code }) => code === 'domain-not-verified'))
  if (isOfVerified && !isVerified) return 'domain-not-verified'
  if (role === 'partner-admin' && onBehalf === 'in-session' && partner?.session !== 'open')
    return 'management-session-required'
  const isTheirs = role === 'applicant' || role === 'partner-admin'
  const hidden = (named: keyof Target) =>
    names(named) && (isTheirs ? !isOwn(named) : relationTo(named) === 'missing')
  const nameless = problems.find(({ kind }) => kind === 'missing')
  if (nameless && NAMED.some(hidden)) return nameless.code
  return OF_ORGANIZATION.find(([named]) => names(named) && !isOwn(named))?.[1]
}
