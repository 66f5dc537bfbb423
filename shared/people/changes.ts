import type { OrganizationRole } from '../kernel/caller.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId, PartnerId } from '../kernel/id.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import {
  administer,
  joinPartner,
  resignFrom,
  stranger,
  type PartnerMembership,
  type Person,
} from './person.ts'
import { personRecord, subjectRecord } from './records.ts'

/** The next version of a person, or the first one of somebody nobody knew before. */
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
    .map((admin) => personRecord.replace(admin, joinPartner(admin, membership), event))

/** Holds it so that the person has never signed in, while the rest commits (R13). */
export const stillUnseen = ({ email }: { readonly email: EmailAddress }): Change<'subject'> => ({
  verb: 'check',
  kind: 'subject',
  key: subjectRecord.key({ email }),
  condition: { absent: true },
})

interface Mapped {
  readonly customerId: CustomerId
  readonly partnerId: PartnerId
}

/** Gives somebody, known before or not, a role in a customer organisation; never to a member of its partner (R17). */
export const organizationRoleGranted = (
  known: Stored<Person> | undefined,
  email: EmailAddress,
  { customerId, partnerId }: Mapped,
  role: OrganizationRole,
): Change<'person'> =>
  personChanged(known, administer(known ?? stranger(email), customerId, role, partnerId), {
    action: 'organization-role.granted',
    details: { customerId, role },
  })

/** Takes the role in a customer organisation from somebody, if they are known. */
export const organizationRoleEnded = (
  known: Stored<Person> | undefined,
  customerId: CustomerId,
): Change<'person'>[] =>
  known
    ? [
        personRecord.replace(known, resignFrom(known, customerId), {
          action: 'organization-role.ended',
          details: { customerId },
        }),
      ]
    : []
