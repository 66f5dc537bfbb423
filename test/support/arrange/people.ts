import type { Customer } from '../../../shared/customers/customer.ts'
import type { OrganizationRole, StaffRole } from '../../../shared/kernel/caller.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { PersonId } from '../../../shared/kernel/id.ts'
import {
  identified,
  organizationRoleEnded,
  organizationRoleGranted,
  subjectBound,
} from '../../../shared/people/changes.ts'
import { stranger, type Person } from '../../../shared/people/person.ts'
import {
  organizationMembershipRecord,
  personalDetailsRecord,
  personRecord,
  subjectRecord,
} from '../../../shared/people/records.ts'
import { named } from '../../../shared/people/subject.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** Somebody signed in, as the token says. */
export interface Somebody {
  readonly email: EmailAddress
  readonly sub: string
}

let serial = 0
const next = (): number => (serial += 1)

/** A person nobody knows yet; each call another one. */
export const somebody = (name = 'person'): Somebody => {
  const email = EmailAddress.parse(`${name}-${next()}@people.example.com`)
  return { email, sub: `sub of ${email}` }
}

/** Who the deployment names as the first member of support. */
export const firstStaffMember = (): Somebody => {
  const email = EmailAddress.parse(world.setting('FIRST_STAFF_MEMBER'))
  return { email, sub: `sub of ${email}` }
}

const read = () => reader(world.table)

const newPersonId = (): PersonId => PersonId.parse(`per_${newUlid()}`)

/** The id by which somebody is known; their address is written down for it where it is new. */
export const personIdOf = async ({ email }: Pick<Somebody, 'email'>): Promise<PersonId> => {
  const { personId, newAddress } = identified(
    { email },
    await read().find(subjectRecord, { email }),
    newPersonId,
  )
  if (newAddress.length > 0) await commit(...newAddress)
  return personId
}

/** Binds somebody to their subject, as their first request would. */
export const bind = async (who: Somebody): Promise<void> => {
  const subject = await read().find(subjectRecord, who)
  if (subject?.state === 'bound') return
  await commit(...subjectBound(who.email, who.sub, subject, newPersonId, await now()))
}

/** Makes somebody one whose address is written down and who has never signed in. */
export const neverSignedIn = async (who: Somebody): Promise<void> => {
  const personId = await personIdOf(who)
  await commit(subjectRecord.put(named(who.email, personId)))
}

/** Releases somebody's address, so that another account may bind it. */
export const releaseAddress = async (who: Somebody): Promise<void> => {
  await bind(who)
  const { email, personId } = await read().get(subjectRecord, who)
  await commit(subjectRecord.put({ state: 'released', email, personId, formerSub: who.sub }))
}

/** Makes somebody one whose address nobody has written down yet. */
export const neverSeen = async (who: Somebody): Promise<void> => {
  const subject = await read().find(subjectRecord, who)
  if (subject) await commit(subjectRecord.remove(who), personalDetailsRecord.remove(subject))
}

/** Changes what the table says of a person, who is created when new and bound to their subject. */
export const setPerson = async (who: Somebody, change: (person: Person) => Person): Promise<void> => {
  await bind(who)
  const person = await read().find(personRecord, who)
  const event = { action: 'person.arranged' } as const
  await commit(
    person
      ? personRecord.replace(person, change(person), event)
      : personRecord.create(change(stranger({ ...who, personId: await personIdOf(who) })), event),
  )
}

/** Gives somebody a role in a customer organisation. */
export const setOrganizationRole = async (
  who: Pick<Somebody, 'email'>,
  customer: Pick<Customer, 'customerId' | 'partnerId'>,
  role: OrganizationRole,
): Promise<void> => {
  const personId = await personIdOf(who)
  const person = await read().find(personRecord, who)
  await commit(
    ...organizationRoleGranted({ email: who.email, personId, role, since: await now() }, person, customer),
  )
}

/** Gives somebody who has a role in a customer organisation another one. */
export const changeOrganizationRole = async (
  { email }: Pick<Somebody, 'email'>,
  { customerId }: Pick<Customer, 'customerId'>,
  role: OrganizationRole,
): Promise<void> => {
  const membership = await read().get(organizationMembershipRecord, { email, customerId })
  await commit(organizationMembershipRecord.put({ ...membership, role }))
}

/** Takes somebody's role in a customer organisation away. */
export const endOrganizationRole = async (
  who: Pick<Somebody, 'email'>,
  customer: Pick<Customer, 'customerId' | 'partnerId'>,
): Promise<void> => {
  // A commit that counts puts something too, by which a lost acknowledgement is resolved.
  const subject = await read().get(subjectRecord, who)
  await commit(subjectRecord.put(subject), ...organizationRoleEnded(who, customer))
}

/** A member of the programme team. */
export const staff = async (...staffRoles: StaffRole[]): Promise<Somebody> => {
  const who = somebody(staffRoles.join('-'))
  await setPerson(who, (person) => ({ ...person, staffRoles }))
  return who
}
