import type { PaymentIn } from '../../shared/payments/payment.ts'
import type { Refund } from '../../shared/payments/refund.ts'
import { findRefund } from '../outside/payments/find-refund.ts'
import { refund, type RefundOutcome } from '../outside/payments/refund.ts'

type Paid = Pick<PaymentIn<'succeeded'>, 'providerIntent'>

/** Gives the money of a refund back to the card, once however often it is asked within 24 hours (R46). */
export const refundCard = (
  { refundId, paymentId, amount }: Pick<Refund, 'refundId' | 'paymentId' | 'amount'>,
  { providerIntent: intent }: Paid,
): Promise<RefundOutcome> => refund({ intent, amount, key: refundId, paymentId, refundId })

/** What became of a refund at the provider; `undefined` where it knows of none (R46). */
export const findCardRefund = (
  { refundId }: Pick<Refund, 'refundId'>,
  { providerIntent: intent }: Paid,
): Promise<RefundOutcome | undefined> => findRefund({ intent, refundId })
