import * as z from 'zod'
import { handler as getPartnerAccess } from '../functions/access/get-partner-access.ts'
import { handler as revokeAccess } from '../functions/access/revoke-access.ts'
import { handler as addGroupMembers } from '../functions/groups/add-group-members.ts'
import { handler as createGroup } from '../functions/groups/create-group.ts'
import { handler as deleteGroup } from '../functions/groups/delete-group.ts'
import { handler as openManagementSession } from '../functions/management/open-management-session.ts'
import { handler as addUsers } from '../functions/users/add-users.ts'
import { handler as listUsers } from '../functions/users/list-users.ts'
import { newId } from '../functions/outside/new-id.ts'
import { world } from '../functions/outside/world.ts'
import type { Customer } from '../shared/customers/customer.ts'
import { customerRecord } from '../shared/customers/records.ts'
import { groupMemberRecord } from '../shared/groups/records.ts'
import { EmailAddress } from '../shared/kernel/email-address.ts'
import { GroupId, UserId } from '../shared/kernel/id.ts'
import { fromMillis } from '../shared/kernel/time.ts'
import { logEntryRecord, logPartition } from '../shared/table/log.ts'
import { reader } from '../shared/table/reader.ts'
import type { Key } from '../shared/table/table.ts'
import { firstUserAdded } from '../shared/users/changes.ts'
import { seatsRecord, userAddressRecord, userRecord } from '../shared/users/records.ts'
import { superAdminUser } from '../shared/users/user.ts'
import { lasting, table, type Benchmark } from './benchmark.ts'
import { context, eventOf } from './event.ts'
import { load } from './loading.ts'
import { addTrialCustomer, CALLER, commitAll, openScene, type Scene } from './scene.ts'
import type { Cost } from './table-meter.ts'

const SCALES = [50, 50_000]
/** Lines that every organisation has in its log, so that a page of it is full at every scale. */
const FEWEST_LINES = 200
const AT_ONCE = 20
const LONG_AGO = fromMillis(Date.UTC(2020, 0))

type Who = Parameters<typeof eventOf>[0]
type Asked = Parameters<typeof eventOf>[1]

const Done = z.object({ statusCode: z.union([z.literal(200), z.literal(201)]), body: z.string() })
const AddedUsers = z.object({ users: z.array(z.object({ userId: UserId })) })
const WithGroup = z.object({ groupId: GroupId })

/** What an operation answers that is done. */
const done = async (handler: typeof addUsers, who: Who, asked: Asked): Promise<unknown> =>
  JSON.parse(Done.parse(await handler(eventOf(who, asked), context)).body)

const itemAt = async (key: Key) => {
  const [item] = await world.table.read([key])
  if (!item) throw new Error(`The pattern ${key.pk} is not in the table`)
  return item
}

const newUserId = (): UserId => newId(UserId, 'usr', fromMillis(world.realMs()))

/** A verified organisation with a licence for everybody, of which the partner admin has a management session open. */
const managedOrganization = async (): Promise<Customer> => {
  const customerId = await addTrialCustomer()
  const added = await reader(world.table).get(customerRecord, { customerId })
  const { trial: _trial, ...rest } = added
  const at = fromMillis(world.realMs())
  const customer: Customer = {
    ...rest,
    verification: { ...rest.verification, verifiedAt: at, method: 'TXT' },
    subscription: { ...rest.subscription, plan: 'professional', licences: 100_000 },
  }
  await commitAll([
    customerRecord.replace(added, customer, { action: 'customer.arranged' }),
    ...firstUserAdded(superAdminUser(customer, newUserId(), at)),
  ])
  await done(openManagementSession, CALLER, { pathParameters: { customerId }, body: {} })
  return customer
}

/** Adds as many users, each with an address, as members of one group, and with lines in the log. */
const grow = async (scene: Scene, { customerId, domain }: Customer, scale: number): Promise<GroupId> => {
  const pathParameters = { customerId }
  const address = `everybody@${domain}`
  const body = { address, name: 'Everybody', whoMaySend: 'anyone' }
  const { groupId } = WithGroup.parse(await done(createGroup, CALLER, { pathParameters, body }))
  const one = { email: `one@${domain}`, firstName: 'Malee', lastName: 'Srisuk' }
  const { users } = AddedUsers.parse(await done(addUsers, CALLER, { pathParameters, body: { users: [one] } }))
  const userIds = users.map(({ userId }) => userId)
  await done(addGroupMembers, CALLER, { pathParameters: { customerId, groupId }, body: { userIds } })
  const [userId = newUserId()] = userIds
  const of = { customerId, groupId, userId }
  const user = await itemAt(userRecord.key(of))
  const held = await itemAt(userAddressRecord.key({ customerId, address: EmailAddress.parse(one.email) }))
  const member = await itemAt(groupMemberRecord.key(of))
  const { items: lines } = await world.table.query({ partition: logPartition(customerId), limit: 1 })
  await load(scene, scale, () => {
    const next = newUserId()
    const email = EmailAddress.parse(`${next.toLowerCase()}@${domain}`)
    return [
      { ...user, ...userRecord.key({ customerId, userId: next }), userId: next, email },
      { ...held, ...userAddressRecord.key({ customerId, address: email }), userId: next, address: email },
      { ...member, ...groupMemberRecord.key({ groupId, userId: next }), userId: next },
    ]
  })
  await load(scene, Math.max(scale, FEWEST_LINES), () => {
    const line = { customerId, at: LONG_AGO, entryId: world.ulid(world.realMs()) }
    return [{ ...lines[0], ...logEntryRecord.key(line), ...line }]
  })
  await commitAll([seatsRecord.put({ customerId, active: scale + 2 })])
  return groupId
}

/** What each operation costs in an organisation of this many users, by name. */
const costsAt = async (scene: Scene, scale: number) => {
  const customer = await managedOrganization()
  const { customerId, domain, superAdmin } = customer
  const groupId = await grow(scene, customer, scale)
  const costs = new Map<string, Cost>()
  const measure = async (name: string, handler: typeof addUsers, who: Who, asked: Asked) => {
    scene.meter.reset()
    const answer = await done(handler, who, asked)
    costs.set(name, scene.meter.cost())
    return answer
  }
  const ofCustomer = { pathParameters: { customerId } }
  const ofGroup = { pathParameters: { customerId, groupId } }
  const newUsers = Array.from({ length: AT_ONCE }, (_, place) => ({
    email: `new.${place}@${domain}`,
    firstName: 'Malee',
    lastName: 'Srisuk',
  }))
  const added = await measure('addUsers', addUsers, CALLER, { ...ofCustomer, body: { users: newUsers } })
  const userIds = AddedUsers.parse(added).users.map(({ userId }) => userId)
  await measure('listUsers', listUsers, CALLER, ofCustomer)
  await measure('addGroupMembers', addGroupMembers, CALLER, { ...ofGroup, body: { userIds } })
  await measure('deleteGroup', deleteGroup, CALLER, ofGroup)
  const who = { email: superAdmin.email, sub: 'sub of the super admin' }
  // What binds an address that signs in for the first time is not counted.
  await done(getPartnerAccess, who, ofCustomer)
  await measure('revokeAccess', revokeAccess, who, ofCustomer)
  return costs
}

export const organizationScale: Benchmark = {
  about: `What operations ask of the table in an organisation of few and of many users, all of whom are members of one group: ${AT_ONCE} users added, the first page of users listed, the added made members of that group, the group deleted, the partner's access revoked. The counts must not grow with the users. Exact; the embedded DynamoDB is loaded by batches.

Two things are not flat. A list reads over what is kept of deleted users and released addresses: each query reads more rows than those before, and a page at most 1,000. And after a fall of the plan, while more users are active than there are licences, what shows users walks to the boundary between those with a licence and those without, from the nearer end and over deleted users, up to 1,000 rows a query: with half of 50,000 users beyond the plan, 25,000 rows.`,
  run: async () => {
    process.env['CURSOR_KEY'] = 'a cursor key for benchmarks'
    const scene = await openScene({ metered: true })
    try {
      const rows: { readonly name: string; readonly scale: number; readonly cost: Cost }[] = []
      for (const scale of SCALES)
        for (const [name, cost] of await costsAt(scene, scale)) rows.push({ name, scale, cost })
      const names = [...new Set(rows.map(({ name }) => name))]
      const differing = names.filter(
        (of) =>
          new Set(rows.filter(({ name }) => name === of).map(({ cost }) => JSON.stringify(cost))).size > 1,
      )
      const figures = table(
        ['operation', 'users', 'reads', 'read units', 'writes', 'write units'],
        names.flatMap((of) =>
          rows
            .filter(({ name }) => name === of)
            .map(({ name, scale, cost }) => [
              name,
              scale.toLocaleString('en'),
              cost.reads,
              cost.readUnits,
              cost.writes,
              cost.writeUnits,
            ]),
        ),
      )
      const verdict =
        differing.length === 0
          ? 'The counts are identical at every scale.'
          : `THE COUNTS DIFFER: ${differing.join(', ')}.`
      return lasting(`${figures}\n\n${verdict}`)
    } finally {
      await scene.close()
    }
  },
}
