import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { joinPartner, type PartnerMembership, type Person } from './person.ts'
import { personRecord } from './records.ts'

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
