import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { customerRecord, customerRowPartition, customerRowRecord } from '../../shared/customers/records.ts'
import { transferDueRecord } from '../../shared/mapping/records.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { done, notDone, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { settleEffect } from './settle-effect.ts'

const ORGANIZATIONS_A_COMMIT = 25

/**
 * Queues a mail to each organisation of a deactivated partner (R8) and makes its open transfer due, as it waits for that partner no longer
 * (R14), page by page; each commit stores the last row that was told, so that a later attempt continues after it. Stops if another
 * attempt has taken over.
 */
export const tellOrganizations = async (
  job: Job,
  leased: OutboxEntry,
  effect: Extract<Effect, { kind: 'tell-organizations' }>,
): Promise<void> => {
  const partition = customerRowPartition(effect.partnerId)
  let entry = leased
  let after = effect.after
  for (;;) {
    if (!job.hasTime()) return settleEffect(job, entry, notDone(entry, realNow(), 'OutOfTime'))
    const rows = await job.page(customerRowRecord, {
      partition,
      limit: ORGANIZATIONS_A_COMMIT,
      ...(after === undefined ? {} : { after: { pk: partition, sk: after } }),
    })
    const customers = await job.findAll(customerRecord, rows.items)
    const mails = customers.flatMap((customer) =>
      customer?.state === 'live'
        ? mail('partner-deactivated', superAdminRecipient(customer), {
            organizationName: customer.organizationName,
            partnerName: effect.companyName,
          })
        : [],
    )
    const freed = customers.flatMap((customer) =>
      customer?.transferId ? transferDueRecord.put({ id: customer.transferId, dueAt: job.now }) : [],
    )
    after = rows.after?.['sk']
    if (after === undefined) {
      const told = done(entry, realNow())
      await job.commit([effectMoved(entry, told), ...freed], mails)
      return
    }
    const reached = { ...entry, effect: { ...effect, after } }
    if (!(await job.commit([effectMoved(entry, reached), ...freed], mails))) return
    entry = reached
  }
}
