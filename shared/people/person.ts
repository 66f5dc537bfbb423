import * as z from 'zod'
import { ORGANIZATION_ROLES, STAFF_ROLES, type OrganizationRole, type StaffRole } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId, type CustomerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/** A membership carries what a gate asks of the partner, so that one read of the person answers it; both change in one commit. */
export const PartnerMembership = z.object({
  partnerId: PartnerId,
  status: z.enum(['active', 'deactivated']),
  workplace: z.boolean(),
})
export type PartnerMembership = z.infer<typeof PartnerMembership>

/** A person known by a verified e-mail, with all they may do. */
export const Person = z.object({
  email: EmailAddress,
  staffRoles: z.array(z.enum(STAFF_ROLES)).default([]),
  partner: PartnerMembership.optional(),
  organizations: z.record(z.string(), z.enum(ORGANIZATION_ROLES)).default({}),
  applications: z.array(ApplicationId).default([]),
  openApplicationId: ApplicationId.optional(),
})
export type Person = z.infer<typeof Person>

/** The issuer's subject that an e-mail is bound to from the first time it is seen signed in, as addresses are recycled. */
export const Subject = z.object({ email: EmailAddress, sub: z.string(), since: Instant })
export type Subject = z.infer<typeof Subject>

export const ownRolesUnchangeable = problem('own-roles-unchangeable', {
  kind: 'forbidden',
  title: 'Nobody changes their own roles',
  advice: 'Ask another member of support.',
})
export const organizationsExhausted = problem('organizations-exhausted', {
  kind: 'conflict',
  title: 'This person administers as many organisations as one person can',
  advice: 'Name another administrator.',
})
export const partnerMemberIsOrganizationAdmin = problem('partner-member-is-organization-admin', {
  kind: 'conflict',
  title: 'A member of the partner cannot administer one of its customer organisations',
  advice: 'Name a person of the organisation who is no member of the partner.',
})

const MOST_ORGANIZATIONS = 100

/** Somebody of whom only the e-mail is known. */
export const stranger = (email: EmailAddress): Person => ({ email, staffRoles: [], organizations: {}, applications: [] })

/** Gives the person a role in a customer organisation; never to a member of the partner that manages it (R17). */
export const administer = (person: Person, customerId: CustomerId, role: OrganizationRole, partnerId: PartnerId): Person => {
  if (person.partner?.partnerId === partnerId) throw partnerMemberIsOrganizationAdmin()
  if (Object.keys(person.organizations).length >= MOST_ORGANIZATIONS) throw organizationsExhausted()
  return { ...person, organizations: { ...person.organizations, [customerId]: role } }
}

/** Takes the person's role in a customer organisation away. */
export const resignFrom = (person: Person, customerId: CustomerId): Person => {
  const { [customerId]: _ended, ...organizations } = person.organizations
  return { ...person, organizations }
}

/** Makes the person a partner admin. */
export const joinPartner = (person: Person, partner: PartnerMembership): Person => ({ ...person, partner })

/** Ends the person's membership of their partner. */
export const leavePartner = ({ partner: _left, ...person }: Person): Person => person

/** Sets a person's staff roles; nobody their own. */
export const appoint = (person: Person, staffRoles: readonly StaffRole[], by: EmailAddress): Person => {
  if (person.email === by) throw ownRolesUnchangeable()
  return { ...person, staffRoles: STAFF_ROLES.filter((role) => staffRoles.includes(role)) }
}
