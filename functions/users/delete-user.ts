import { userDeleted } from '../../shared/users/changes.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { world } from '../outside/world.ts'

const reads = { found: userRecord.or(userNotFound) }

export const handler = serveReserved(deleteUser, reads, ({ found, customer, caller, now }) => {
  const user = presentUser(found)
  refuseRank(caller, user, 'delete')
  const { userId } = user
  return { answer: { userId }, changes: userDeleted(user, customer, { now, realMs: world.realMs() }) }
})
