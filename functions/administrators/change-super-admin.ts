import { orgAdminPromoted, superAdminReplaced } from '../../shared/administrators/changes.ts'
import { changeSuperAdmin } from '../../shared/administrators/contract.ts'
import { superAdminChangedMails } from '../../shared/administrators/mails.ts'
import { handOver } from '../../shared/administrators/super-admin.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { userView } from '../../shared/users/view.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { superAdminIn } from '../edge/super-admin.ts'

const reads = { found: userRecord.or(userNotFound) }

export const handler = serveReserved(changeSuperAdmin, reads, async (request) => {
  const { found, customer, now } = request
  const successor = presentUser(found)
  const superAdmin = handOver(successor)
  const former = await superAdminIn(request, customer)
  return {
    answer: userView(superAdmin, successor.version + 1),
    changes: [
      ...superAdminReplaced({ customer, former, superAdmin, action: 'super-admin.handed-over' }, now),
      ...orgAdminPromoted(successor, superAdmin, now),
    ],
    outbox: superAdminChangedMails(customer, superAdmin.email),
  }
})
