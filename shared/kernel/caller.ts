import type { EmailAddress } from './email-address.ts'
import type { PartnerId, PersonId } from './id.ts'

/** The programme team's roles. */
export const STAFF_ROLES = ['reviewer', 'finance', 'support'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** An organisation's own administrators: the one super admin and further org admins. */
export const ORGANIZATION_ROLES = ['super-admin', 'org-admin'] as const
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number]

/** Whom an operation may admit; `applicant` is anyone signed in, `staff` any staff role. */
export type Role = 'applicant' | 'partner-admin' | OrganizationRole | 'staff' | StaffRole

/** Whether a role is one of the programme team's. */
export const isStaffRole = (role: Role): role is StaffRole => STAFF_ROLES.some((known) => known === role)

/** Whether a role is one of an organisation's own. */
export const isOrganizationRole = (role: Role): role is OrganizationRole =>
  ORGANIZATION_ROLES.some((known) => known === role)

/** The role in which a person acts; a partner admin always acts for a partner. */
export type Capacity =
  | { readonly actsAs: 'applicant' | OrganizationRole | StaffRole }
  | { readonly actsAs: 'partner-admin'; readonly partnerId: PartnerId }

/** Who acts, in which capacity, as the table said when the request was gated. */
export type Caller<C extends Capacity = Capacity> = C & {
  readonly email: EmailAddress
  /** The issuer's subject: the same e-mail with another subject is another person. */
  readonly sub: string
  readonly personId: PersonId
}
