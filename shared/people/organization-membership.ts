import * as z from 'zod'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, PartnerId, PersonId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Person } from './person.ts'

/** The most administrators of one organisation, so that a move to another partner stays one commit. */
export const MOST_ADMINISTRATORS = 20

/** A person's role in one customer organisation. */
export const OrganizationMembership = z.object({
  email: EmailAddress,
  personId: PersonId,
  customerId: CustomerId,
  role: z.enum(ORGANIZATION_ROLES),
  since: Instant,
})
export type OrganizationMembership = z.infer<typeof OrganizationMembership>

/** How many roles a person holds in customer organisations of one partner (R17). */
export const RoleCount = z.object({ email: EmailAddress, partnerId: PartnerId, roles: z.int().nonnegative() })
export type RoleCount = z.infer<typeof RoleCount>

/** How often the administrators of an organisation have changed, so that what goes by all of them commits only while these are all (R17). */
export const AdministratorChanges = z.object({ customerId: CustomerId, changes: z.int() })
export type AdministratorChanges = z.infer<typeof AdministratorChanges>

export const partnerMemberIsOrganizationAdmin = /* @__PURE__ */ problem(
  'partner-member-is-organization-admin',
  {
    kind: 'conflict',
    title: 'A member of the partner cannot administer one of its customer organisations',
    advice: 'Name a person of the organisation who is no member of the partner.',
  },
)

export const administratorsExhausted = /* @__PURE__ */ problem(
  'administrators-exhausted',
  {
    kind: 'conflict',
    title: 'The organisation has as many administrators as it can have',
    advice: 'Make another administrator a member first.',
  },
  { most: /* @__PURE__ */ z.int() },
)

/** Whether an organisation has as many administrators as it can have. */
export const isFull = (present: number): boolean => present >= MOST_ADMINISTRATORS

/** Refuses one more administrator than an organisation can have. */
export const refuseAdministrators = (present: number): void => {
  if (isFull(present)) throw administratorsExhausted({ most: MOST_ADMINISTRATORS })
}

/** Whether a person is a member of a partner. */
export const isMemberOf = (person: Person | undefined, partnerId: PartnerId): boolean =>
  person?.partner?.partnerId === partnerId

/** Refuses a role in an organisation to a member of the partner that it is mapped to (R17). */
export const refusePartnerMember = (person: Person | undefined, partnerId: PartnerId): void => {
  if (isMemberOf(person, partnerId)) throw partnerMemberIsOrganizationAdmin()
}

/** Refuses membership of a partner to a person who administers one of its customer organisations (R17). */
export const refuseOrganizationAdmin = (count: RoleCount | undefined): void => {
  if (count !== undefined && count.roles > 0) throw partnerMemberIsOrganizationAdmin()
}
