import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, type PartnerId, type PersonId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { Confirmation } from './confirmation.ts'
import { AdministratorChanges, OrganizationMembership, RoleCount } from './organization-membership.ts'
import { Person } from './person.ts'
import { PersonalDetails, Subject } from './subject.ts'

interface OfAddress {
  readonly email: EmailAddress
}

/** The listing partition of everyone with a staff role. */
export const STAFF_LISTING = 'STAFF'

/** Its audit chain names the person by id, so that no hash holds an address. */
export const personRecord = /* @__PURE__ */ entity({
  kind: 'person',
  schema: Person,
  key: ({ email }: OfAddress) => ({ pk: `PERSON#${email}`, sk: 'PERSON' }),
  chain: ({ personId }) => `PERSON#${personId}`,
  index: ({ email, staffRoles }) =>
    staffRoles.length > 0 ? { listingPk: STAFF_LISTING, listingSk: email } : {},
})

/** In a partition of its own, so that every function may write it without the right to write a membership. */
export const subjectRecord = /* @__PURE__ */ row({
  kind: 'subject',
  schema: Subject,
  key: ({ email }: OfAddress) => ({ pk: `SUBJECT#${email}`, sk: 'SUBJECT' }),
})

export const personalDetailsRecord = /* @__PURE__ */ row({
  kind: 'personalDetails',
  schema: PersonalDetails,
  key: ({ personId }: { personId: PersonId }) => ({ pk: `PERSONAL#${personId}`, sk: 'PERSONAL' }),
})

/** The partition of a person's roles in organisations. */
export const membershipPartition = ({ email }: OfAddress): string => `MEMBER#${email}`

export const organizationMembershipRecord = /* @__PURE__ */ row({
  kind: 'organizationMembership',
  schema: OrganizationMembership,
  key: ({ email, customerId }: OfAddress & { readonly customerId: CustomerId }) => ({
    pk: membershipPartition({ email }),
    sk: `ORG#${customerId}`,
  }),
})

/** The partition of an organisation's administrators. */
export const administratorPartition = (customerId: CustomerId): string => `ADMINISTRATORS#${customerId}`

/** An administrator in the list of their organisation, so that a move to another partner finds them all, strongly consistent (R17). */
export const administratorRecord = /* @__PURE__ */ row({
  kind: 'administrator',
  schema: z.object({ customerId: CustomerId, email: EmailAddress }),
  key: ({ customerId, email }: OfAddress & { readonly customerId: CustomerId }) => ({
    pk: administratorPartition(customerId),
    sk: `PERSON#${email}`,
  }),
})

/** In a partition of its own, so that the list of administrators is read without it. */
export const administratorChangesRecord = /* @__PURE__ */ row({
  kind: 'administratorChanges',
  schema: AdministratorChanges,
  key: ({ customerId }: { readonly customerId: CustomerId }) => ({
    pk: `ADMINISTRATOR-CHANGES#${customerId}`,
    sk: 'COUNT',
  }),
})

/** In a partition of its own, so that a function that counts roles has no right to write a role. */
export const roleCountRecord = /* @__PURE__ */ row({
  kind: 'roleCount',
  schema: RoleCount,
  key: ({ email, partnerId }: OfAddress & { readonly partnerId: PartnerId }) => ({
    pk: `ROLE-COUNT#${email}`,
    sk: `PARTNER#${partnerId}`,
  }),
})

/** The one request of an act on a subject; each new one is its next version. */
export const confirmationRecord = /* @__PURE__ */ entity({
  kind: 'confirmation',
  schema: Confirmation,
  key: ({ act, subject }: Pick<Confirmation, 'act' | 'subject'>) => ({
    pk: `CONFIRMATION#${act}#${subject}`,
    sk: 'CONFIRMATION',
  }),
})
