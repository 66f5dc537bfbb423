import type { RefundId } from '../../shared/kernel/id.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { isSucceeded, type Refund } from '../../shared/payments/refund.ts'
import { refundRecord } from '../../shared/payments/refund-records.ts'
import type { Refunding } from '../../shared/payments/refunding.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { paymentWithAccount, type PaymentWithAccount } from './payment-outcome.ts'

type Reading = Pick<ItemReader<'refund' | 'payment' | 'customer' | 'billing', never>, 'find' | 'get'>

/** The payment that a refund is of, which took money. */
export const refundedPayment = (payment: Stored<Payment>): Refunding['payment'] => {
  if (!isSucceeded(payment)) throw new Error(`${payment.paymentId} is refunded and took no money`)
  return payment
}

/** The same with its account. */
export const refundingOf = ({ payment, ...account }: PaymentWithAccount): Refunding => ({
  ...account,
  payment: refundedPayment(payment),
})

/** A refund with the payment and the account that it is of, as they are now. */
export const refundRead = async (
  { find, get }: Reading,
  of: { readonly refundId: RefundId },
): Promise<Refunding & { readonly refund: Stored<Refund> }> => {
  const refund = await get(refundRecord, of)
  return { ...refundingOf(await paymentWithAccount({ find, get }, refund)), refund }
}
