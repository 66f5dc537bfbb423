import type { StaffRole } from '../../shared/kernel/caller.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { staffRolesOf, type Person } from '../../shared/people/person.ts'
import { personRecord, STAFF_LISTING } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position } from '../../shared/table/table.ts'

type StaffReader = Pick<ItemReader<never, 'person'>, 'page'>

interface TeamMember {
  readonly email: EmailAddress
  readonly staffRoles: readonly StaffRole[]
}

/** The most people that one commit mails. */
export const MOST_TOLD = 90

const appointed = async ({ page }: StaffReader): Promise<Person[]> => {
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

/** The programme team, the first staff member at its head and each once; as the listing index says, which lags behind by moments. */
const teamOf = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<TeamMember[]> => {
  const members = new Map((await appointed(reader)).map((person) => [person.email, person]))
  const emails = new Set([...(firstStaffMember ? [firstStaffMember] : []), ...members.keys()])
  return [...emails].map((email) => ({
    email,
    staffRoles: staffRolesOf(email, members.get(email), firstStaffMember),
  }))
}

const within = (team: readonly TeamMember[], role: StaffRole): EmailAddress[] =>
  team.filter(({ staffRoles }) => staffRoles.includes(role)).map(({ email }) => email)

/** Every member of support, the first staff member among them; each once. */
export const supportMembers = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => within(await teamOf(reader, firstStaffMember), 'support')

/** Every member of finance; each once. */
export const financeMembers = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => within(await teamOf(reader, firstStaffMember), 'finance')

/** Reviewers, then support, the first staff member among them; each once, and no more than one commit mails. */
export const reviewingTeam = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => {
  const team = await teamOf(reader, firstStaffMember)
  return [...new Set([...within(team, 'reviewer'), ...within(team, 'support')])].slice(0, MOST_TOLD)
}
