import { chargeCard } from '../../../functions/edge/charge-card.ts'
import { refundCard } from '../../../functions/edge/refund-card.ts'
import { realNow } from '../../../functions/outside/real-now.ts'
import { world } from '../../../functions/outside/world.ts'
import { isMapped } from '../../../shared/customers/customer.ts'
import { RefundId } from '../../../shared/kernel/id.ts'
import type { Payment, PaymentIn } from '../../../shared/payments/payment.ts'
import { commissionReleaseDueRecord } from '../../../shared/payments/records.ts'
import { commissionReleased as released } from '../../../shared/payments/releasing.ts'
import {
  isSucceeded,
  type Refund,
  type RefundIn,
  type RefundResult,
} from '../../../shared/payments/refund.ts'
import { refundRecord } from '../../../shared/payments/refund-records.ts'
import { refundIntended, refundSettled, type Refunding } from '../../../shared/payments/refunding.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { recorded, storedAccount, storedPayment, subscribed } from './billing.ts'
import { commit, now } from './time.ts'
import { newUlid } from './ulid.ts'

type Paid = Stored<PaymentIn<'succeeded'>>

/** The payment as it is stored, which has taken money. */
export const paidPayment = async (of: Pick<Payment, 'paymentId'>): Promise<Paid> => {
  const payment = await storedPayment(of)
  if (!isSucceeded(payment)) throw new Error('The arranged payment took no money')
  return payment
}

/** A subscription whose purchase the payment provider has charged, so that it can be refunded there. */
export const sold = async (wanted: Parameters<typeof subscribed>[0] = {}) => {
  const { payment, ...bought } = await subscribed({ ...wanted, pending: 'purchase' })
  if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
  const charged = await chargeCard(payment)
  if (charged.outcome !== 'succeeded') throw new Error('The arranged card was not charged')
  await recorded(payment, charged, wanted.anchor === undefined ? undefined : payment.createdAt)
  const { customer, billing } = await storedAccount(payment.customerId)
  if (!isMapped(customer) || !billing) throw new Error('The arranged customer has no billing')
  const found: Pick<typeof bought, 'customer' | 'billing'> = { customer, billing }
  return { ...bought, ...found, payment: await paidPayment(payment) }
}

/** Releases the commission of a payment, as at the end of its hold. */
export const commissionReleased = async (of: Pick<Payment, 'paymentId'>): Promise<Paid> => {
  const payment = await paidPayment(of)
  await commit(
    ...released(payment, await now()),
    commissionReleaseDueRecord.remove({ id: payment.paymentId }),
  )
  return paidPayment(of)
}

const refundingOf = async (of: Pick<Payment, 'paymentId'>): Promise<Refunding> => {
  const payment = await paidPayment(of)
  return { ...(await storedAccount(payment.customerId)), payment }
}

/** The refund as it is stored. */
export const storedRefund = ({ refundId }: Pick<Refund, 'refundId'>): Promise<Stored<Refund>> =>
  reader(world.table).get(refundRecord, { refundId })

const pendingRefund = async (of: Pick<Refund, 'refundId'>): Promise<Stored<RefundIn<'pending'>>> => {
  const refund = await storedRefund(of)
  if (refund.state !== 'pending') throw new Error('The arranged refund is closed')
  return refund
}

/** Begins a refund of all that is left unless told: its outcome is not known yet, and the provider has not been asked. */
export const refundBegun = async (
  of: Pick<Payment, 'paymentId'>,
  {
    amount,
    endsSubscription = false,
  }: { readonly amount?: number; readonly endsSubscription?: boolean } = {},
): Promise<Stored<RefundIn<'pending'>>> => {
  const read = await refundingOf(of)
  const { paymentId, customerId, partnerId, currency, charge, refunded, refunding } = read.payment
  const refundId = RefundId.parse(`rfd_${newUlid()}`)
  const refund: RefundIn<'pending'> = {
    refundId,
    paymentId,
    customerId,
    partnerId,
    reason: 'requested',
    currency,
    amount: amount ?? charge - refunded - refunding,
    endsSubscription,
    createdAt: await now(),
    intendedAt: realNow(),
    state: 'pending',
  }
  await commit(...refundIntended(read, refund))
  return pendingRefund(refund)
}

/** Has the provider give back the money of a refund. */
export const refundAsked = async (refund: RefundIn<'pending'>): Promise<string> => {
  const given = await refundCard(refund, await paidPayment(refund))
  if (given.refund === undefined) throw new Error('The arranged refund was not made')
  return given.refund
}

/** Records what became of a pending refund; the provider is not asked. */
export const refundRecorded = async (
  of: Pick<Refund, 'refundId'>,
  result: RefundResult = { outcome: 'succeeded', refund: `re_made_up_${newUlid()}` },
): Promise<Stored<Refund>> => {
  const refund = await pendingRefund(of)
  await commit(...refundSettled({ ...(await refundingOf(refund)), refund }, result, await now()).changes)
  return storedRefund(of)
}

/** A refund of a payment that has gone through, in the table alone. */
export const refunded = async (
  of: Pick<Payment, 'paymentId'>,
  how: Parameters<typeof refundBegun>[1] = {},
): Promise<Stored<Refund>> => refundRecorded(await refundBegun(of, how))
