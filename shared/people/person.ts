import * as z from 'zod'
import { Terms } from '../commission/terms.ts'
import { STAFF_ROLES, type StaffRole } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId, PersonId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/** A membership contains what a gate needs to know about the partner, its name and its terms, so that one read of the person suffices; all change in one commit. */
export const PartnerMembership = z.object({
  partnerId: PartnerId,
  status: z.enum(['active', 'deactivated']),
  workplace: z.boolean(),
  /** Absent where nothing was changed since memberships carry it. */
  companyName: z.string().optional(),
  /** Absent where nothing else than the default is agreed. */
  terms: Terms.optional(),
})
export type PartnerMembership = z.infer<typeof PartnerMembership>

/** What a person may do as staff or for a partner, known by a verified e-mail. */
export const Person = z.object({
  email: EmailAddress,
  personId: PersonId,
  staffRoles: z.array(z.enum(STAFF_ROLES)).default([]),
  /** Since when the person is in support without a break; absent where that is longer than it is kept. */
  supportSince: Instant.optional(),
  partner: PartnerMembership.optional(),
  applications: z.array(ApplicationId).default([]),
  openApplicationId: ApplicationId.optional(),
})
export type Person = z.infer<typeof Person>

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
export const partnerMemberIsStaff = /* @__PURE__ */ problem('partner-member-is-staff', {
  kind: 'conflict',
  title: 'Nobody belongs to the programme team and to a partner at once',
  advice: 'End the staff roles or the membership first, or name another person.',
})
export const ownRolesUnchangeable = /* @__PURE__ */ problem('own-roles-unchangeable', {
  kind: 'forbidden',
  title: 'Nobody changes their own roles',
  advice: 'Ask another member of support.',
})
const APPLICATIONS_KEPT = 100

/** A person who has no roles yet. */
export const stranger = ({ email, personId }: Pick<Person, 'email' | 'personId'>): Person => ({
  email,
  personId,
  staffRoles: [],
  applications: [],
})

/** Makes the person a partner admin; refuses a member of another partner (R5, R9) and the programme team (R64). */
export const joinPartner = (
  person: Person,
  partner: PartnerMembership,
  firstStaffMember: EmailAddress | undefined,
): Person => {
  if (person.partner && person.partner.partnerId !== partner.partnerId) throw alreadyPartner()
  refuseStaff(person, firstStaffMember)
  return { ...person, partner }
}

/** Ends the person's membership of their partner. */
export const leavePartner = ({ partner: _left, ...person }: Person): Person => person

/** The surfaces that a membership opens: the Console only with Workplace expertise, none to a deactivated partner (R8). */
export const surfacesOf = ({ status, workplace }: PartnerMembership): ('store' | 'console')[] => {
  if (status === 'deactivated') return []
  return workplace ? ['store', 'console'] : ['store']
}

/** Stores the application that the person now has under review, and keeps the newest 100. Refuses a member of a partner, a person with another application under review (R5), and the programme team (R64). */
export const openApplication = (
  person: Person,
  applicationId: ApplicationId,
  firstStaffMember: EmailAddress | undefined,
): Person => {
  if (person.partner) throw alreadyPartner()
  refuseStaff(person, firstStaffMember)
  if (person.openApplicationId) throw applicationAlreadyOpen({ applicationId: person.openApplicationId })
  return {
    ...person,
    applications: [...person.applications, applicationId].slice(-APPLICATIONS_KEPT),
    openApplicationId: applicationId,
  }
}

/** Lets the person apply again when that application is decided (R5). */
export const closeApplication = (person: Person, applicationId: ApplicationId): Person => {
  const { openApplicationId, ...rest } = person
  return openApplicationId === applicationId ? rest : person
}

/** Sets a person's staff roles; refuses to change one's own, and to give one to a member of a partner (R64). */
export const appoint = (
  person: Person,
  staffRoles: readonly StaffRole[],
  by: EmailAddress,
  at: Instant,
): Person => {
  if (person.email === by) throw ownRolesUnchangeable()
  if (person.partner && staffRoles.length > 0) throw partnerMemberIsStaff()
  const { supportSince, ...rest } = person
  const since = person.staffRoles.includes('support') ? supportSince : at
  return {
    ...rest,
    staffRoles: STAFF_ROLES.filter((role) => staffRoles.includes(role)),
    ...(staffRoles.includes('support') && since ? { supportSince: since } : {}),
  }
}

/** The person's staff roles; the first staff member is in support for as long as the deployment names them, unless they are a member of a partner (R64). */
export const staffRolesOf = (
  email: EmailAddress,
  person: Pick<Person, 'staffRoles' | 'partner'> | undefined,
  firstStaffMember: EmailAddress | undefined,
): StaffRole[] =>
  STAFF_ROLES.filter(
    (role) =>
      person?.staffRoles.includes(role) ||
      (role === 'support' && email === firstStaffMember && !person?.partner),
  )

/** Since when somebody of support is in it; nothing for the first staff member and for whoever is longer than it is kept (R64). */
export const supportSinceOf = (
  email: EmailAddress,
  person: Pick<Person, 'supportSince'> | undefined,
  firstStaffMember: EmailAddress | undefined,
): Instant | undefined => (email === firstStaffMember ? undefined : person?.supportSince)

const refuseStaff = (person: Person, firstStaffMember: EmailAddress | undefined): void => {
  if (staffRolesOf(person.email, person, firstStaffMember).length > 0) throw partnerMemberIsStaff()
}
