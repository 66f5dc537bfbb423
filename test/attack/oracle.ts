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
] as const

const ofOrganization = (role: string): boolean => role === 'super-admin' || role === 'org-admin'

/** The code with which the declaration alone says that an attacker is refused; `undefined` where they are admitted. */
export const expectedRefusal = (
  { allow, on: { path }, surface, keptAfterRevocation, problems = [] }: HttpDeclaration,
  { who, roles, partner }: Pick<Attacker, 'who' | 'roles' | 'partner'>,
  relationTo: (named: keyof Target) => Relation,
  /** The role that they hold in the organisation of the target. */
  roleHere?: 'super-admin' | 'org-admin',
): string | undefined => {
  if (allow === 'public') return undefined
  if (!who) return 'not-signed-in'
  if (allow === 'signed-in') return undefined
  const names = (named: keyof Target) => path.includes(`{${named}}`)
  const isOwn = (named: keyof Target) => relationTo(named) === 'own'
  const actsHere = roleHere !== undefined && allow.includes(roleHere)
  const role = actsHere ? roleHere : allow.find((one) => !ofOrganization(one) && roles.includes(one))
  if (!role) return allow.some(ofOrganization) && !roleHere ? 'customer-not-found' : 'role-required'
  if (role === 'partner-admin') {
    if (!partner?.active) return 'partner-deactivated'
    if (surface === 'console' && !partner.workplace) return 'console-requires-workplace'
    if (names('customerId') && !isOwn('customerId')) return 'customer-not-found'
    if (names('customerId') && !partner.granted && !keptAfterRevocation) return 'access-revoked'
  }
  const hidden = (named: keyof Target) =>
    names(named) &&
    (role === 'applicant' || role === 'partner-admin' ? !isOwn(named) : relationTo(named) === 'missing')
  const nameless = problems.find(({ kind }) => kind === 'missing')
  return nameless && NAMED.some(hidden) ? nameless.code : undefined
}
