import type { StaffRole } from '../../../shared/kernel/caller.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { stranger, type Person } from '../../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../../shared/people/records.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { world } from '../../../functions/outside/world.ts'
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

const personOf = async ({ email }: Somebody): Promise<Stored<Person> | undefined> =>
  reader(world.table).find(personRecord, { email })

/** Changes what the table says of a person, who is created when new and bound to their subject. */
export const setPerson = async (who: Somebody, change: (person: Person) => Person): Promise<void> => {
  const person = await personOf(who)
  const event = { action: 'person.arranged' } as const
  const at = await now()
  const bound = await reader(world.table).find(subjectRecord, who)
  await commit(
    person
      ? personRecord.replace(person, change(person), event)
      : personRecord.create(change(stranger(who.email)), event),
    ...(bound ? [] : [subjectRecord.putNew({ ...who, since: at })]),
  )
}

/** Binds somebody to their subject, as their first request would. */
export const bind = async (who: Somebody): Promise<void> => {
  if (await reader(world.table).find(subjectRecord, who)) return
  await commit(subjectRecord.putNew({ ...who, since: await now() }))
}

/** Makes somebody one who has never signed in. */
export const neverSignedIn = (who: Somebody): Promise<void> => commit(subjectRecord.remove(who))

/** A member of the programme team. */
export const staff = async (...staffRoles: StaffRole[]): Promise<Somebody> => {
  const who = somebody(staffRoles.join('-'))
  await setPerson(who, (person) => ({ ...person, staffRoles }))
  return who
}
