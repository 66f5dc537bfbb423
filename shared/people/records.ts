import type { EmailAddress } from '../kernel/email-address.ts'
import { entity, row } from '../table/record.ts'
import { Person, Subject } from './person.ts'

/** The listing partition of everyone with a staff role. */
export const STAFF_LISTING = 'STAFF'

export const personRecord = entity({
  kind: 'person',
  schema: Person,
  key: ({ email }: { email: EmailAddress }) => ({ pk: `PERSON#${email}`, sk: 'PERSON' }),
  index: ({ email, staffRoles }) =>
    staffRoles.length > 0 ? { listingPk: STAFF_LISTING, listingSk: email } : {},
})

/** Under a partition of its own, so that every function may write it and none a membership by the same right. */
export const subjectRecord = row({
  kind: 'subject',
  schema: Subject,
  key: ({ email }: { email: EmailAddress }) => ({ pk: `SUBJECT#${email}`, sk: 'SUBJECT' }),
})
