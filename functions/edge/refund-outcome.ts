import type { Payment } from '../../shared/payments/payment.ts'
import { refundFailed, refundView, type Refund } from '../../shared/payments/refund.ts'

/** What a request is answered by whose refund has this state: it is done, refused, or still open (R46). */
export const refundOutcome = (refund: Refund, payment: Payment) => {
  if (refund.state === 'failed') return { refusal: refundFailed({ refundId: refund.refundId }), changes: [] }
  return {
    answer: refundView(refund, payment),
    ...(refund.state === 'pending' ? { open: true as const } : {}),
  }
}
