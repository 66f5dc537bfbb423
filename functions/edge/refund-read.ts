import type { RefundId } from '../../shared/kernel/id.ts'
import { isSucceeded, type Refund } from '../../shared/payments/refund.ts'
import { refundRecord } from '../../shared/payments/refund-records.ts'
import type { Refunding } from '../../shared/payments/refunding.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { paymentWithAccount, type PaymentWithAccount } from './payment-outcome.ts'

type Reading = Pick<ItemReader<'refund' | 'payment' | 'customer' | 'billing', never>, 'find' | 'get'>

/** What a refund is of: a payment that took money, with its account. */
export const refundingOf = ({ payment, ...account }: PaymentWithAccount): Refunding => {
  if (!isSucceeded(payment)) throw new Error(`${payment.paymentId} is refunded and took no money`)
  return { ...account, payment }
}

/** A refund with the payment and the account that it is of, as they are now. */
export const refundRead = async (
  { find, get }: Reading,
  of: { readonly refundId: RefundId },
): Promise<Refunding & { readonly refund: Stored<Refund> }> => {
  const refund = await get(refundRecord, of)
  return { ...refundingOf(await paymentWithAccount({ find, get }, refund)), refund }
}
