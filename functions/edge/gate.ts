import type { Access } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { STAFF_ROLES, type Caller, type Role, type StaffRole } from '../../shared/kernel/caller.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { isOnCustomer, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import {
  accessRevoked,
  anotherPerson,
  consoleRequiresWorkplace,
  customerNotFound,
  partnerDeactivated,
  roleRequired,
} from '../../shared/kernel/problems.ts'
import type { Person, Subject } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import type { Change, Stored } from '../../shared/table/record.ts'

/** What the table says about a request, read in one round trip. */
export interface Standing {
  readonly email: EmailAddress
  readonly sub: string
  readonly person: Stored<Person> | undefined
  readonly subject: Subject | undefined
  readonly customerId: CustomerId | undefined
  readonly customer: Stored<Customer> | undefined
  readonly access: Stored<Access> | undefined
  /** The deploy parameter that names the first member of support. */
  readonly firstStaffMember: string | undefined
}

const isStaffRole = (role: Role): role is StaffRole => STAFF_ROLES.some((known) => known === role)

/** The person's staff roles; the first staff member is in support for as long as the deployment names them. */
export const staffRolesOf = ({
  email,
  person,
  firstStaffMember,
}: Pick<Standing, 'email' | 'person' | 'firstStaffMember'>): StaffRole[] =>
  STAFF_ROLES.filter(
    (role) => person?.staffRoles.includes(role) || (role === 'support' && email === firstStaffMember),
  )

const holds = (standing: Standing, role: Role): boolean => {
  if (role === 'applicant') return true
  if (role === 'partner-admin') return standing.person?.partner !== undefined
  if (role === 'staff') return staffRolesOf(standing).length > 0
  if (isStaffRole(role)) return staffRolesOf(standing).includes(role)
  return standing.customerId !== undefined && standing.person?.organizations[standing.customerId] === role
}

const roleOf = ({ allow }: HttpDeclaration, standing: Standing): Role => {
  if (allow === 'public' || allow === 'signed-in') return 'applicant'
  const role = allow.find((candidate) => holds(standing, candidate))
  if (role !== undefined) return role === 'staff' ? (staffRolesOf(standing)[0] ?? role) : role
  const foreign = allow.some((candidate) => candidate === 'super-admin' || candidate === 'org-admin')
  throw foreign ? customerNotFound() : roleRequired({ roles: [...allow] })
}

/** What stands against the partner is said before anything about the customer, so that it tells nothing of others' customers. */
const admitPartnerAdmin = (declaration: HttpDeclaration, { person, customer, access }: Standing): void => {
  const partner = person?.partner
  if (partner?.status !== 'active') throw partnerDeactivated()
  if (declaration.surface === 'console' && !partner.workplace) throw consoleRequiresWorkplace()
  if (!isOnCustomer(declaration)) return
  if (
    customer?.state !== 'live' ||
    customer.partnerId !== partner.partnerId ||
    access?.partnerId !== partner.partnerId
  )
    throw customerNotFound()
  if (access.status === 'revoked' && !declaration.keptAfterRevocation)
    throw accessRevoked({ revokedAt: access.since })
}

/** Admits the request or refuses it; what a person may do is what the table says now, never what a token says. */
export const admit = (declaration: HttpDeclaration, standing: Standing): Caller => {
  const { email, sub, subject, person, customer } = standing
  if (subject !== undefined && subject.sub !== sub) throw anotherPerson()
  const actsAs = roleOf(declaration, standing)
  if (actsAs === 'partner-admin') admitPartnerAdmin(declaration, standing)
  else if (isOnCustomer(declaration) && customer?.state !== 'live') throw customerNotFound()
  if (actsAs !== 'partner-admin') return { email, sub, actsAs }
  return { email, sub, actsAs, ...(person?.partner ? { partnerId: person.partner.partnerId } : {}) }
}

const membershipCondition = (
  { actsAs, partnerId }: Caller,
  person: Person,
  customerId: CustomerId | undefined,
) => {
  if (actsAs === 'partner-admin')
    return { equals: { 'partner.partnerId': partnerId, 'partner.status': 'active' } }
  if (actsAs === 'super-admin' || actsAs === 'org-admin')
    return { equals: { [`organizations.${customerId}`]: actsAs } }
  return isStaffRole(actsAs) && person.staffRoles.includes(actsAs)
    ? { contains: { staffRoles: actsAs } }
    : undefined
}

/** Holds the membership and the access that admitted the caller until the commit, so that nothing begun before a change of rights commits after it (R60). */
export const heldStanding = (
  declaration: HttpDeclaration,
  caller: Caller,
  { person, customerId, access }: Standing,
): Change<'person' | 'access'>[] => {
  const condition = person && membershipCondition(caller, person, customerId)
  const membership: Change<'person'>[] = condition
    ? [{ verb: 'check', kind: 'person', key: personRecord.key(person), condition }]
    : []
  const grant: Change<'access'>[] =
    caller.actsAs === 'partner-admin' && access && !declaration.keptAfterRevocation
      ? [accessRecord.unchanged(access)]
      : []
  return [...membership, ...grant]
}
