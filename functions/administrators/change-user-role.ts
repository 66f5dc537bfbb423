import { changeUserRole } from '../../shared/administrators/contract.ts'
import { changeRole } from '../../shared/administrators/user-role.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { administratorAdded, identified, organizationRoleGranted } from '../../shared/people/changes.ts'
import { refuseAnotherAdministrator } from '../../shared/people/organization-membership.ts'
import { administratorChangesRecord, personRecord, subjectRecord } from '../../shared/people/records.ts'
import { gateRoleEnded, userChanged } from '../../shared/users/changes.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { administratorsOf } from '../edge/administrators.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

const reads = {
  found: userRecord.or(userNotFound),
  administratorChanges: administratorChangesRecord,
}

export const handler = serveReserved(changeUserRole, reads, async (request) => {
  const { found, administratorChanges, customer, input, find, page, now } = request
  const user = presentUser(found)
  const { userId, email } = user
  const next = changeRole(user, input.role)
  const { role } = next
  if (next === user) return { answer: { userId, role, version: user.version } }
  const answer = { userId, role, version: user.version + 1 }
  const changed = userChanged(user, next, 'user.role-changed')
  if (role === 'member') return { answer, changes: [changed, ...gateRoleEnded(user, customer)] }

  const [person, subject, administrators] = await Promise.all([
    find(personRecord, { email }),
    find(subjectRecord, { email }),
    administratorsOf({ page }, customer.customerId),
  ])
  refuseAnotherAdministrator(administrators)
  const { personId, newAddress } = identified(user, subject, () => newId(PersonId, 'per', now))
  return {
    answer,
    changes: [
      changed,
      ...newAddress,
      ...organizationRoleGranted({ email, personId, role: 'org-admin', since: now }, person, customer),
      administratorAdded(customer, administratorChanges),
      customerRecord.unchanged(customer),
    ],
  }
})
