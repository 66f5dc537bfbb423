import type { ChargeResult, Payment } from '../../shared/payments/payment.ts'
import { charged } from '../../shared/payments/recording.ts'
import type { Job } from '../edge/job.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { recordOutcome } from './record-outcome.ts'

/** Records what became of a charge, whoever changed what meanwhile (R45). */
export const recordCharge = (
  job: Job,
  of: Pick<Payment, 'paymentId' | 'customerId'>,
  result: ChargeResult,
): Promise<boolean> =>
  recordOutcome(job, async () => {
    const read = await paymentWithAccount(job, of)
    const { payment } = read
    return payment.state === 'pending' ? charged({ ...read, payment }, result, job.now) : undefined
  })
