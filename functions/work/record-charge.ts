import type { ChargeResult, Payment } from '../../shared/payments/payment.ts'
import { charged } from '../../shared/payments/recording.ts'
import type { Job } from '../edge/job.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { world } from '../outside/world.ts'

const TRIES = 5

/** Records what became of a charge, whoever changed what meanwhile; `false` where that has been done, or other changes came first each time, so that `resolvePayments` does it (R45). */
export const recordCharge = async (
  job: Job,
  of: Pick<Payment, 'paymentId' | 'customerId'>,
  result: ChargeResult,
): Promise<boolean> => {
  for (let count = 0; count < TRIES; count += 1) {
    if (count > 0) await world.pause(count)
    const read = await paymentWithAccount(job, of)
    const { payment } = read
    if (payment.state !== 'pending') return false
    const { changes, outbox } = charged({ ...read, payment }, result, job.now)
    if (await job.commit(changes, outbox)) return true
  }
  return false
}
