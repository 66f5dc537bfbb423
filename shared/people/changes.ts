import type { OrganizationRole } from '../kernel/caller.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId, PartnerId, PersonId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import type { Condition } from '../table/table.ts'
import {
  partnerMemberIsOrganizationAdmin,
  refusePartnerMember,
  type AdministratorChanges,
  type OrganizationMembership,
} from './organization-membership.ts'
import type { PartnerMembership, Person } from './person.ts'
import type { Confirmation } from './confirmation.ts'
import {
  administratorChangesRecord,
  administratorRecord,
  confirmationRecord,
  organizationMembershipRecord,
  personalDetailsRecord,
  personRecord,
  roleCountRecord,
  subjectRecord,
} from './records.ts'
import { bind, named, type NamedSubject, type ReleasedSubject, type Subject } from './subject.ts'

/** The next version of a person, or the first version of a new person. */
export const personChanged = (
  previous: Stored<Person> | undefined,
  next: Person,
  event: AuditEvent,
): Change<'person'> =>
  previous ? personRecord.replace(previous, next, event) : personRecord.create(next, event)

/** The next versions of a partner's admins, whose memberships follow the partner (R8). */
export const membershipsRenewed = (
  admins: readonly (Stored<Person> | undefined)[],
  membership: PartnerMembership,
  event: AuditEvent,
): Change<'person'>[] =>
  admins
    .filter((admin) => admin !== undefined)
    .map((admin) => personRecord.replace(admin, { ...admin, partner: membership }, event))

interface Named {
  readonly email: EmailAddress
  readonly firstName?: string
  readonly lastName?: string
}

/** Stores a new address and whose it is; only one of several at once succeeds. */
const addressStored = (
  subject: Subject,
  names: Omit<Named, 'email'> = {},
): Change<'subject' | 'personalDetails'>[] => [
  subjectRecord.putNew(subject),
  personalDetailsRecord.put({ personId: subject.personId, email: subject.email, ...names }),
]

/** The id of a person whose address is given, and the changes that store the address if it is new. */
export const identified = (
  { email, firstName, lastName }: Named,
  known: Subject | undefined,
  newId: () => PersonId,
): { personId: PersonId; newAddress: Change<'subject' | 'personalDetails'>[] } => {
  if (known) return { personId: known.personId, newAddress: [] }
  const personId = newId()
  const names = { ...(firstName ? { firstName } : {}), ...(lastName ? { lastName } : {}) }
  return { personId, newAddress: addressStored(named(email, personId), names) }
}

/** Replaces the names that were given for a person. */
export const personRenamed = (
  personId: PersonId,
  { firstName, lastName }: { readonly firstName: string; readonly lastName: string },
): Change<'personalDetails'> => personalDetailsRecord.set({ personId }, { firstName, lastName })

/** Releases an address that is in the state that was read; two releases at once differ in the version of the person (R65). */
export const subjectReleased = ({ state }: Subject, released: ReleasedSubject): Change<'subject'> =>
  subjectRecord.put(released, { equals: { state } })

const asRead = (subject: NamedSubject | ReleasedSubject): Condition => ({
  equals: {
    state: subject.state,
    ...(subject.state === 'released' && subject.formerSub !== undefined
      ? { formerSub: subject.formerSub }
      : {}),
  },
})

/** Binds an address to the subject that signs in with it first; only one of several at once succeeds. */
export const subjectBound = (
  email: EmailAddress,
  sub: string,
  known: NamedSubject | ReleasedSubject | undefined,
  newId: () => PersonId,
  at: Instant,
): Change<'subject' | 'personalDetails'>[] => {
  if (known) return [subjectRecord.put(bind(known, sub, at), asRead(known))]
  return addressStored(bind(named(email, newId()), sub, at))
}

/** Checks in the commit that the person has never signed in (R13). */
export const neverSignedIn = (of: { readonly email: EmailAddress }): Change<'subject'> =>
  subjectRecord.check(of, { equals: { state: 'named' } })

interface Organization {
  readonly customerId: CustomerId
  /** The partner that it is mapped to, if any. */
  readonly partnerId?: PartnerId | undefined
}

interface NewAdministrator {
  readonly email: EmailAddress
  readonly personId: PersonId
  readonly role: OrganizationRole
  readonly since: Instant
}

interface Administrator {
  readonly email: EmailAddress
}

/** Counts a person's role in an organisation of a partner; it belongs in a commit that fails if they are a member of the partner (R17). */
export const roleCounted = ({ email }: Administrator, partnerId: PartnerId): Change<'roleCount'> =>
  roleCountRecord.increment({ email, partnerId }, { roles: 1 }, { set: { email, partnerId } })

/** Counts a person's role in an organisation of a partner no longer. */
export const roleUncounted = ({ email }: Administrator, partnerId: PartnerId): Change<'roleCount'> =>
  roleCountRecord.increment({ email, partnerId }, { roles: -1 }, { condition: { atLeast: { roles: 1 } } })

/** Checks in the commit that the person is no member of the partner (R17). */
export const isNoMember = ({ email }: Administrator, partnerId: PartnerId): Change<'person'> =>
  personRecord.check(
    { email },
    { differs: { 'partner.partnerId': partnerId } },
    partnerMemberIsOrganizationAdmin(),
  )

/** Gives a person their first role in an organisation, which is counted for no partner. */
export const newRole = (
  membership: OrganizationMembership,
): Change<'organizationMembership' | 'administrator'>[] => [
  organizationMembershipRecord.putNew(membership),
  administratorRecord.put(membership),
]

/** Refuses a member of any partner, and checks in the commit that the person, as read, has joined none meanwhile (R17). */
export const memberOfNoPartner = (
  { email }: Administrator,
  person: Stored<Person> | undefined,
): Change<'person'> => {
  if (person?.partner) throw partnerMemberIsOrganizationAdmin()
  return person ? personRecord.unchanged(person) : personRecord.check({ email }, { absent: true })
}

/**
 * Gives a person a role in a customer organisation, replacing the role that they have there, and counts it for its partner; refuses a member
 * of its partner (R17). It belongs in a commit that fails if the organisation gets another partner meanwhile.
 */
export const organizationRoleGranted = (
  { email, personId, role, since }: NewAdministrator,
  person: Person | undefined,
  { customerId, partnerId }: Organization,
  present?: OrganizationMembership,
): Change<'organizationMembership' | 'administrator' | 'roleCount' | 'person'>[] => {
  if (partnerId) refusePartnerMember(person, partnerId)
  const membership = { email, personId, customerId, role, since }
  if (present)
    return [
      organizationMembershipRecord.put(membership, { equals: { role: present.role } }),
      ...(partnerId ? [isNoMember({ email }, partnerId)] : []),
    ]
  const counted = partnerId ? [roleCounted({ email }, partnerId), isNoMember({ email }, partnerId)] : []
  return [...newRole(membership), ...counted]
}

/** Ends a person's role in a customer organisation. */
export const organizationRoleEnded = (
  { email }: Administrator,
  { customerId, partnerId }: Organization,
): Change<'organizationMembership' | 'administrator' | 'roleCount'>[] => [
  organizationMembershipRecord.remove({ email, customerId }, { equals: { customerId } }),
  administratorRecord.remove({ customerId, email }),
  ...(partnerId ? [roleUncounted({ email }, partnerId)] : []),
]

/** Gives an administrator of an organisation another role there; only where their role is the one that is expected. */
export const organizationRoleChanged = (
  { email }: Administrator,
  { customerId }: Pick<Organization, 'customerId'>,
  [from, to]: readonly [OrganizationRole, OrganizationRole],
  since: Instant,
): Change<'organizationMembership'> =>
  organizationMembershipRecord.set({ email, customerId }, { role: to, since }, { equals: { role: from } })

const asCounted = (known: AdministratorChanges | undefined): Condition =>
  known ? { equals: { changes: known.changes } } : { absent: true }

/** Checks in the commit that the administrators of an organisation have not changed since their changes were read, before they were (R17). */
export const administratorsUnchanged = (
  { customerId }: Pick<Organization, 'customerId'>,
  known: AdministratorChanges | undefined,
): Change<'administratorChanges'> => administratorChangesRecord.check({ customerId }, asCounted(known))

/** Counts a change of the administrators of an organisation whose version does not change. */
export const administratorsChanged = ({
  customerId,
}: Pick<Organization, 'customerId'>): Change<'administratorChanges'> =>
  administratorChangesRecord.increment({ customerId }, { changes: 1 }, { set: { customerId } })

/** Counts a new administrator, only while all others are those that were counted, so that two at once do not pass the most that there can be. */
export const administratorAdded = (
  { customerId }: Pick<Organization, 'customerId'>,
  known: AdministratorChanges | undefined,
): Change<'administratorChanges'> =>
  administratorChangesRecord.increment(
    { customerId },
    { changes: 1 },
    { set: { customerId }, condition: asCounted(known) },
  )

/** Checks in the commit that the person administers no customer of the partner (R17). */
export const administersNoCustomer = (email: EmailAddress, partnerId: PartnerId): Change<'roleCount'> =>
  roleCountRecord.check({ email, partnerId }, { atMost: { roles: 0 } }, partnerMemberIsOrganizationAdmin())

/** The next version of a request, or its first; the audit tells what became of it, and whom it is about by id (R64). */
export const confirmationChanged = (
  previous: Stored<Confirmation> | undefined,
  next: Confirmation,
  people: readonly PersonId[],
): Change<'confirmation'> => {
  const done = next.state === 'open' ? 'requested' : next.state
  const event = { action: `confirmation.${done}`, details: { people } } as const
  return previous ? confirmationRecord.replace(previous, next, event) : confirmationRecord.create(next, event)
}
