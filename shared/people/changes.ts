import type { EmailAddress } from '../kernel/email-address.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { joinPartner, type PartnerMembership, type Person } from './person.ts'
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
