import { cancelRecovery } from '../../shared/administrators/contract.ts'
import { superAdminWords } from '../../shared/administrators/mails.ts'
import { openRecovery, recoveryNotOpen, recoveryOf } from '../../shared/administrators/recovery.ts'
import { tellAllOfSupport } from '../../shared/notifications/mail.ts'
import { confirmationChanged } from '../../shared/people/changes.ts'
import { closed } from '../../shared/people/confirmation.ts'
import { confirmationRecord, subjectRecord } from '../../shared/people/records.ts'
import { serveOwn } from '../edge/serve-managed.ts'

const reads = { confirmation: confirmationRecord.keyedBy(recoveryOf) }

export const handler = serveOwn(
  cancelRecovery,
  reads,
  async ({ confirmation, customer, get, now }) => {
    const open = openRecovery(confirmation, customer, now)
    const [successor] = open?.people ?? []
    if (!open || !successor) throw recoveryNotOpen()
    const { personId } = await get(subjectRecord, { email: successor })
    return {
      answer: { customerId: customer.customerId },
      changes: [confirmationChanged(confirmation, closed(open, 'withdrawn'), [personId])],
      outbox: [tellAllOfSupport('team-super-admin-recovery-cancelled', superAdminWords(customer, successor))],
    }
  },
)
