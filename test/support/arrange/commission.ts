import { dateOf } from '../../../shared/kernel/date.ts'
import { plusDays } from '../../../shared/kernel/time.ts'
import { subscribed } from './billing.ts'
import type { partner } from './partners.ts'
import { commissionReleased, paidPayment } from './refunds.ts'
import { now } from './time.ts'

type Reseller = Awaited<ReturnType<typeof partner>>
type Paid = ReturnType<typeof paidPayment>

/** What a licence of `standard` earns in a month on a customer's card, in minor units. */
const EARNED_EACH = 80

/** Days ago on which it was sold, so that its hold of 30 days is over. */
const SOLD_DAYS_AGO = 40

/** A sale on a customer's card that earned so much commission, a multiple of 80 cents, which is held. */
export const earned = async (of: Reseller, minor: number): Paid => {
  if (minor % EARNED_EACH !== 0) throw new Error(`No sale earns ${minor}`)
  const { payment } = await subscribed({
    of,
    cardType: 'CC',
    payPeriod: 'monthly',
    licences: minor / EARNED_EACH,
    anchor: dateOf(plusDays(await now(), -SOLD_DAYS_AGO)),
  })
  return paidPayment(payment)
}

/** The same, released at the end of its hold: so much is available to the partner in addition. */
export const available = async (of: Reseller, minor: number): Paid =>
  commissionReleased(await earned(of, minor))
