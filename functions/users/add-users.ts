import { UserId } from '../../shared/kernel/id.ts'
import { livePolicy } from '../../shared/policies/policy.ts'
import { mailPolicyRecord } from '../../shared/policies/records.ts'
import { refuseAddresses } from '../../shared/users/address.ts'
import { addressTakenBy, seatsTaken, userAdded } from '../../shared/users/changes.ts'
import { addUsers } from '../../shared/users/contract.ts'
import { seatsRecord, userAddressRecord } from '../../shared/users/records.ts'
import { refuseSeats } from '../../shared/users/seats.ts'
import { add } from '../../shared/users/user.ts'
import { userView } from '../../shared/users/view.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

const reads = { seats: seatsRecord }

export const handler = serveManaged(
  addUsers,
  reads,
  async ({ input, customer, caller, seats, findAll, now }) => {
    const { customerId, domain } = customer
    const addresses = input.users.map(({ email }) => email)
    const policyIds = [...new Set(input.users.flatMap(({ mailPolicyId }) => mailPolicyId ?? []))]
    const [known, policies] = await Promise.all([
      findAll(
        userAddressRecord,
        addresses.map((address) => ({ customerId, address })),
      ),
      findAll(
        mailPolicyRecord,
        policyIds.map((policyId) => ({ customerId, policyId })),
      ),
    ])
    const isPartner = caller.actsAs === 'partner-admin'
    refuseAddresses({ addresses, known, domain, isPartner }, now)
    policies.forEach(livePolicy)
    refuseSeats(seats ?? { active: 0 }, customer, addresses.length, now)
    const users = input.users.map((user) =>
      add({ ...user, customerId, userId: newId(UserId, 'usr', now) }, now),
    )
    return {
      answer: { users: users.map((user) => userView(user, 1)) },
      changes: [
        ...users.flatMap((user, place) => [
          userAdded(user),
          addressTakenBy(
            { customerId, address: user.email },
            { as: 'email', userId: user.userId },
            known[place],
          ),
        ]),
        ...seatsTaken(customer, users.length, now),
      ],
    }
  },
)
