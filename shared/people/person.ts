import * as z from 'zod'
import { ORGANIZATION_ROLES, STAFF_ROLES, type OrganizationRole, type StaffRole } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId } from '../kernel/id.ts'
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

export const alreadyPartner = /* @__PURE__ */ problem('already-partner', {
  kind: 'conflict',
  title: 'This person is already a member of a partner',
  advice: 'A person belongs to one partner at most.',
})
export const applicationAlreadyOpen = /* @__PURE__ */ problem(
  'application-already-open',
  {
    kind: 'conflict',
    title: 'You have an application under review',
    advice: 'Wait for the answer, or withdraw it first.',
  },
  { applicationId: ApplicationId },
)
export const ownRolesUnchangeable = /* @__PURE__ */ problem('own-roles-unchangeable', {
  kind: 'forbidden',
  title: 'Nobody changes their own roles',
  advice: 'Ask another member of support.',
})
export const organizationsExhausted = /* @__PURE__ */ problem('organizations-exhausted', {
  kind: 'conflict',
  title: 'This person administers as many organisations as one person can',
  advice: 'Name another administrator.',
})
export const partnerMemberIsOrganizationAdmin = /* @__PURE__ */ problem(
  'partner-member-is-organization-admin',
  {
    kind: 'conflict',
    title: 'A member of the partner cannot administer one of its customer organisations',
    advice: 'Name a person of the organisation who is no member of the partner.',
  },
)

const MOST_ORGANIZATIONS = 100
const APPLICATIONS_KEPT = 100

/** Somebody of whom only the e-mail is known. */
export const stranger = (email: EmailAddress): Person => ({
  email,
  staffRoles: [],
  organizations: {},
  applications: [],
})

/** Gives the person a role in a customer organisation; never to a member of the partner that manages it (R17). */
export const administer = (
  person: Person,
  customerId: CustomerId,
  role: OrganizationRole,
  partnerId: PartnerId,
): Person => {
  if (person.partner?.partnerId === partnerId) throw partnerMemberIsOrganizationAdmin()
  if (Object.keys(person.organizations).length >= MOST_ORGANIZATIONS) throw organizationsExhausted()
  return { ...person, organizations: { ...person.organizations, [customerId]: role } }
}

/** Takes the person's role in a customer organisation away. */
export const resignFrom = (person: Person, customerId: CustomerId): Person => {
  const { [customerId]: _ended, ...organizations } = person.organizations
  return { ...person, organizations }
}

/** Which partner a customer organisation is mapped to, if it still lives. */
interface Mapped {
  readonly state: 'live' | 'removed'
  readonly partnerId: PartnerId
}

/**
 * Makes the person a partner admin, or renews what their membership says; refused to a member of another partner (R5, R9)
 * and to an administrator of one of the partner's own customers, given the organisations that the person administers (R17).
 */
export const joinPartner = (
  person: Person,
  partner: PartnerMembership,
  administered: readonly Mapped[] = [],
): Person => {
  if (person.partner && person.partner.partnerId !== partner.partnerId) throw alreadyPartner()
  if (administered.some(({ state, partnerId }) => state === 'live' && partnerId === partner.partnerId))
    throw partnerMemberIsOrganizationAdmin()
  return { ...person, partner }
}

/** Ends the person's membership of their partner. */
export const leavePartner = ({ partner: _left, ...person }: Person): Person => person

/** The customer organisations that the person administers, and as what. */
export const organizationsOf = ({
  organizations,
}: Person): { customerId: CustomerId; role: OrganizationRole }[] =>
  Object.entries(organizations).map(([customerId, role]) => ({
    customerId: CustomerId.parse(customerId),
    role,
  }))

/** The surfaces that a membership opens: the Console only with Workplace expertise, none to a deactivated partner (R8). */
export const surfacesOf = ({ status, workplace }: PartnerMembership): ('store' | 'console')[] => {
  if (status === 'deactivated') return []
  return workplace ? ['store', 'console'] : ['store']
}

/** Notes the application that the person now has under review, the newest 100 of all being kept; refused to a member of a partner and while another is under review (R5). */
export const openApplication = (person: Person, applicationId: ApplicationId): Person => {
  if (person.partner) throw alreadyPartner()
  if (person.openApplicationId) throw applicationAlreadyOpen({ applicationId: person.openApplicationId })
  return {
    ...person,
    applications: [...person.applications, applicationId].slice(-APPLICATIONS_KEPT),
    openApplicationId: applicationId,
  }
}

/** Lets the person apply again once that application is decided (R5). */
export const closeApplication = (person: Person, applicationId: ApplicationId): Person => {
  const { openApplicationId, ...rest } = person
  return openApplicationId === applicationId ? rest : person
}

/** Whether the person decides on applications, or appoints those who do. */
export const mayReview = ({ staffRoles }: Pick<Person, 'staffRoles'>): boolean =>
  staffRoles.includes('reviewer') || staffRoles.includes('support')

/** Sets a person's staff roles; nobody their own. */
export const appoint = (person: Person, staffRoles: readonly StaffRole[], by: EmailAddress): Person => {
  if (person.email === by) throw ownRolesUnchangeable()
  return { ...person, staffRoles: STAFF_ROLES.filter((role) => staffRoles.includes(role)) }
}
