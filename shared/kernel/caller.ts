import type { EmailAddress } from './email-address.ts'
import type { PartnerId } from './id.ts'

/** The programme team's roles. */
export const STAFF_ROLES = ['reviewer', 'finance', 'support'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** An organisation's own administrators: the one super admin and further org admins. */
export const ORGANIZATION_ROLES = ['super-admin', 'org-admin'] as const
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number]

/** Whom an operation may admit; `applicant` is anyone signed in, `staff` any staff role. */
export type Role = 'applicant' | 'partner-admin' | OrganizationRole | 'staff' | StaffRole

/** Who acts, in which of their roles, as the table said when the request was gated. */
export interface Caller {
  readonly email: EmailAddress
  /** The issuer's subject: the same e-mail with another subject is another person. */
  readonly sub: string
  readonly actsAs: Role
  /** Present exactly when the caller acts as a partner admin. */
  readonly partnerId?: PartnerId
}
