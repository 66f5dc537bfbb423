import { recoveryChanged } from '../../shared/administrators/changes.ts'
import { cancelRecovery } from '../../shared/administrators/contract.ts'
import { superAdminWords } from '../../shared/administrators/mails.ts'
import { recoveryRecord } from '../../shared/administrators/records.ts'
import { openRecovery, recoveryNotOpen, recoveryOf } from '../../shared/administrators/recovery.ts'
import { tellAllOfSupport } from '../../shared/notifications/mail.ts'
import { closed } from '../../shared/people/confirmation.ts'
import { subjectRecord } from '../../shared/people/records.ts'
import { serveOwn } from '../edge/serve-managed.ts'

const reads = { recovery: recoveryRecord.keyedBy(recoveryOf) }

export const handler = serveOwn(cancelRecovery, reads, async ({ recovery, customer, get, now }) => {
  const open = openRecovery(recovery, customer, now)
  const [successor] = open?.people ?? []
  if (!open || !successor) throw recoveryNotOpen()
  const { personId } = await get(subjectRecord, { email: successor })
  return {
    answer: { customerId: customer.customerId },
    changes: [recoveryChanged(recovery, closed(open, 'withdrawn'), personId)],
    outbox: [tellAllOfSupport('team-super-admin-recovery-cancelled', superAdminWords(customer, successor))],
  }
})
