import { resolvePayments } from '../../shared/payments/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { resolveOpenPayments } from '../work/resolve-open-payments.ts'
import { resolveOpenRefunds } from '../work/resolve-open-refunds.ts'
import { resolveWaitingDisputes } from '../work/resolve-waiting-disputes.ts'

export const handler = serveSchedule(resolvePayments, async (job) => {
  const charges = await resolveOpenPayments(job)
  const refunds = await resolveOpenRefunds(job)
  const disputes = await resolveWaitingDisputes(job)
  return {
    done: charges.done + refunds.done + disputes.done,
    postponed: charges.postponed + refunds.postponed + disputes.postponed,
    open: charges.open + refunds.open + disputes.open,
  }
})
