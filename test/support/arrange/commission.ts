import { plusDays } from '../../../shared/kernel/time.ts'
import { dateOf } from '../../../shared/kernel/date.ts'
import { RefundId } from '../../../shared/kernel/id.ts'
import type { Partner } from '../../../shared/partners/partner.ts'
import type { Payment, PaymentIn } from '../../../shared/payments/payment.ts'
import { commissionReleaseDueRecord } from '../../../shared/payments/records.ts'
import { commissionReleased } from '../../../shared/payments/releasing.ts'
import { refundRecord } from '../../../shared/payments/refund-records.ts'
import { refundPosted } from '../../../shared/payments/refunding.ts'
import { isSucceeded, sharesOf, type RefundIn } from '../../../shared/payments/refund.ts'
import { realNow } from '../../../functions/outside/real-now.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { storedAccount, storedPayment, subscribed } from './billing.ts'
import type { Somebody } from './people.ts'
import { commit, now } from './time.ts'
import { newUlid } from './ulid.ts'

interface Reseller {
  readonly admin: Somebody
  readonly partner: Partner
}

/** What a licence of `standard` earns in a month on a customer's card, in minor units. */
const EARNED_EACH = 80

/** Days ago on which it was sold, so that its hold of 30 days is over. */
const SOLD_DAYS_AGO = 40

const succeeded = async (of: Pick<Payment, 'paymentId'>): Promise<Stored<PaymentIn<'succeeded'>>> => {
  const payment = await storedPayment(of)
  if (!isSucceeded(payment)) throw new Error('The arranged payment took no money')
  return payment
}

/** A sale on a customer's card that earned so much commission, a multiple of 80 cents, and is held. */
export const earned = async (of: Reseller, minor: number): Promise<PaymentIn<'succeeded'>> => {
  if (minor % EARNED_EACH !== 0) throw new Error(`No sale earns ${minor}`)
  const { payment } = await subscribed({
    of,
    cardType: 'CC',
    payPeriod: 'monthly',
    licences: minor / EARNED_EACH,
    anchor: dateOf(plusDays(await now(), -SOLD_DAYS_AGO)),
  })
  return succeeded(payment)
}

/** The same, released at the end of its hold: so much is available to the partner in addition. */
export const available = async (of: Reseller, minor: number): Promise<PaymentIn<'succeeded'>> => {
  const sale = await earned(of, minor)
  await commit(
    ...commissionReleased(await succeeded(sale), await now()),
    commissionReleaseDueRecord.remove({ id: sale.paymentId }),
  )
  return succeeded(sale)
}

/** Gives a payment back, or a part of it in minor units of the charge, as a dispute does that was lost: in one commit. */
export const givenBack = async (
  of: Pick<Payment, 'paymentId'>,
  amount: number,
  refundId = RefundId.parse(`rfd_${newUlid()}`),
): Promise<void> => {
  const payment = await succeeded(of)
  const at = await now()
  const { paymentId, customerId, partnerId, currency } = payment
  const refund: RefundIn<'succeeded'> = {
    refundId,
    paymentId,
    customerId,
    partnerId,
    currency,
    amount,
    reason: 'dispute',
    endsSubscription: false,
    createdAt: at,
    intendedAt: realNow(),
    state: 'succeeded',
    closedAt: at,
    providerRefund: `re_made_up_${newUlid()}`,
    ...sharesOf(payment, amount),
  }
  const read = { ...(await storedAccount(customerId)), payment }
  await commit(
    refundRecord.create(refund, { action: 'refund.succeeded' }),
    ...refundPosted(read, refund, { reserved: 0, at }).changes,
  )
}
