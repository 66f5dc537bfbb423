import type { StaffRole } from '../../shared/kernel/caller.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { staffRolesOf, supportSinceOf, type Person } from '../../shared/people/person.ts'
import { personRecord, STAFF_LISTING } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position } from '../../shared/table/table.ts'

type StaffReader = Pick<ItemReader<never, 'person'>, 'page'>

interface TeamMember {
  readonly email: EmailAddress
  readonly staffRoles: readonly StaffRole[]
  /** Since when they are in support; nothing where it is longer than it is kept. */
  readonly since: Instant | undefined
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
  return [...emails].map((email) => {
    const person = members.get(email)
    return {
      email,
      staffRoles: staffRolesOf(email, person, firstStaffMember),
      since: supportSinceOf(email, person, firstStaffMember),
    }
  })
}

const within = (team: readonly TeamMember[], role: StaffRole): TeamMember[] =>
  team.filter(({ staffRoles }) => staffRoles.includes(role))

/** Every member of support, the first staff member among them; each once. */
export const supportMembers = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<TeamMember[]> => within(await teamOf(reader, firstStaffMember), 'support')

/** Reviewers, then support, the first staff member among them; each once, and no more than one commit mails. */
export const reviewingTeam = async (
  reader: StaffReader,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => {
  const team = await teamOf(reader, firstStaffMember)
  const reviewing = [...within(team, 'reviewer'), ...within(team, 'support')]
  return [...new Set(reviewing.map(({ email }) => email))].slice(0, MOST_TOLD)
}
