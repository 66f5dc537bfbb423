import { accessRecord } from '../../../shared/access/records.ts'
import { isOfPartner } from '../../../shared/access/access.ts'
import { SessionId, type CustomerId } from '../../../shared/kernel/id.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { sessionClosed, sessionOpened } from '../../../shared/management/changes.ts'
import { managementSessionRecord } from '../../../shared/management/records.ts'
import { close, open, type ManagementSession } from '../../../shared/management/session.ts'
import { personRecord } from '../../../shared/people/records.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { bind, personIdOf, type Somebody } from './people.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** Opens a new management session of a partner admin on a customer, now unless told. */
export const openSession = async (
  admin: Somebody,
  customerId: CustomerId,
  at?: Instant,
): Promise<ManagementSession> => {
  await bind(admin)
  const { email } = admin
  const { get, find } = reader(world.table)
  const [access, person, before] = await Promise.all([
    get(accessRecord, { customerId }),
    get(personRecord, { email }),
    find(managementSessionRecord, { customerId, email }),
  ])
  if (!isOfPartner(access)) throw new Error('Nobody manages the customer')
  const opened = open(
    {
      sessionId: SessionId.parse(`ses_${newUlid()}`),
      customerId,
      email,
      personId: await personIdOf(admin),
      partnerId: access.partnerId,
      accessVersion: access.version,
      personVersion: person.version,
    },
    at ?? (await now()),
  )
  await commit(sessionOpened(before, opened))
  return opened
}

/** Closes the management session of a partner admin on a customer. */
export const closeSession = async ({ email }: Somebody, customerId: CustomerId): Promise<void> => {
  const session = await reader(world.table).get(managementSessionRecord, { customerId, email })
  await commit(sessionClosed(session, close(session)))
}
