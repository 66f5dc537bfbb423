import { forbiddenToPartnerAdmin } from '../../shared/management/forbidden.ts'
import { mailPolicyNotFound } from '../../shared/policies/policy.ts'
import {
  addressesSwapped,
  gateRoleEnded,
  isChanged,
  seatsFreed,
  seatsTaken,
  userPatched,
} from '../../shared/users/changes.ts'
import { updateUser } from '../../shared/users/contract.ts'
import { deedOf, update } from '../../shared/users/patch.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { seatsRecord, userRecord } from '../../shared/users/records.ts'
import { refuseSeats } from '../../shared/users/seats.ts'
import { presentUser } from '../../shared/users/user.ts'
import { gateRoleGranted } from '../edge/gate-role.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'

const reads = { found: userRecord, seats: seatsRecord }

export const handler = serveManaged(updateUser, reads, async (request) => {
  const { input, found, seats, customer, caller, now } = request
  const { customerId, userId: _userId, ...patch } = input
  if (patch.recoveryEmail !== undefined && caller.actsAs === 'partner-admin')
    throw forbiddenToPartnerAdmin({ operation: 'resetUserPassword' })
  const user = presentUser(found)
  refuseRank(caller, user, deedOf(user, patch))
  const next = update(user, patch)
  const isReactivated = user.status === 'suspended' && next.status === 'active'
  const isSuspended = user.status === 'active' && next.status === 'suspended'
  const version = user.version + (isChanged(user, next) ? 1 : 0)
  const [answer, roleGranted] = await Promise.all([
    shownUser(request, next, version),
    isReactivated ? gateRoleGranted(next, request) : [],
  ])
  if (isReactivated || (patch.status === 'active' && answer.suspendedBy === 'plan'))
    refuseSeats(seats ?? { active: 0 }, customer, 1, now)
  if (patch.mailPolicyId && !answer.mailPolicyId) throw mailPolicyNotFound()
  if (version === user.version) return { answer }
  return {
    answer,
    changes: [
      userPatched(user, next),
      ...addressesSwapped(user, next),
      ...(isReactivated ? [...seatsTaken(customer, 1, now), ...roleGranted] : []),
      ...(isSuspended ? [seatsFreed({ customerId }, 1), ...gateRoleEnded(user, customer)] : []),
    ],
  }
})
