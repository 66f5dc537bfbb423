import { changeUserRole } from '../../shared/administrators/contract.ts'
import { changeRole } from '../../shared/administrators/user-role.ts'
import { administratorChangesRecord } from '../../shared/people/records.ts'
import { gateRoleEnded, userChanged } from '../../shared/users/changes.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { gateRoleGranted } from '../edge/gate-role.ts'
import { serveReserved } from '../edge/serve-managed.ts'

const reads = {
  found: userRecord.or(userNotFound),
  administratorChanges: administratorChangesRecord,
}

export const handler = serveReserved(changeUserRole, reads, async (request) => {
  const { found, customer, input } = request
  const user = presentUser(found)
  const { userId } = user
  const next = changeRole(user, input.role)
  const { role } = next
  if (next === user) return { answer: { userId, role, version: user.version } }
  return {
    answer: { userId, role, version: user.version + 1 },
    changes: [
      userChanged(user, next, 'user.role-changed'),
      ...(role === 'member' ? gateRoleEnded(user, customer) : await gateRoleGranted(next, request)),
    ],
  }
})
