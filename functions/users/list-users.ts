import { effectivePlan } from '../../shared/customers/customer.ts'
import { listUsers } from '../../shared/users/contract.ts'
import { seatsRecord } from '../../shared/users/records.ts'
import { activeSeats } from '../../shared/users/seats.ts'
import { openPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUsers } from '../edge/shown-users.ts'
import { usersByAddress, usersByName } from '../edge/user-listing.ts'

const reads = { seats: seatsRecord }

export const handler = serveManaged(listUsers, reads, async (request) => {
  const { input, caller, customer, seats, now } = request
  const { query, next } = openPage(listUsers, caller, input)
  const { users, after } = await (input.address === undefined ? usersByName : usersByAddress)(request, query)
  const { plan, licences } = effectivePlan(customer, now)
  const active = activeSeats(seats ?? { active: 0 }, customer, now)
  return {
    answer: {
      items: await shownUsers(request, users),
      ...next(after),
      ...(input.cursor === undefined ? { counts: { active, licences, plan } } : {}),
    },
  }
})
