import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { Person } from '../../shared/people/person.ts'
import { personRecord, STAFF_LISTING } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position } from '../../shared/table/table.ts'

type StaffReader = Pick<ItemReader<never, 'person'>, 'page'>

/** The most people that one commit mails. */
export const MOST_TOLD = 90

/** Everyone with a staff role, as the listing index says, which lags behind by moments. */
export const staffMembers = async ({ page }: StaffReader): Promise<Person[]> => {
  const members: Person[] = []
  let after: Position | undefined
  do {
    const listed = await page(personRecord, {
      index: 'listing',
      partition: STAFF_LISTING,
      limit: 100,
      ...(after ? { after } : {}),
    })
    members.push(...listed.items)
    after = listed.after
  } while (after)
  return members
}

/** Every member of support, the first staff member among them; each once. */
export const supportMembers = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => {
  const appointed = (await staffMembers(reader)).filter(({ staffRoles }) => staffRoles.includes('support'))
  return [
    ...new Set([...(firstStaffMember ? [firstStaffMember] : []), ...appointed.map(({ email }) => email)]),
  ]
}
