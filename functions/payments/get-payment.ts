import { getPayment } from '../../shared/payments/contract.ts'
import { paymentNotFound, paymentView } from '../../shared/payments/payment.ts'
import { paymentRecord } from '../../shared/payments/records.ts'
import { servePartner } from '../edge/serve.ts'

const reads = { payment: paymentRecord.or(paymentNotFound) }

export const handler = servePartner(getPayment, reads, ({ payment, caller }) => {
  if (payment.partnerId !== caller.partnerId) throw paymentNotFound()
  return { answer: paymentView(payment) }
})
