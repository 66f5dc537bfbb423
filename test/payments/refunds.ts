import { RefundId } from '../../shared/kernel/id.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import type { RefundIn } from '../../shared/payments/refund.ts'
import type { CardType } from '../../shared/subscriptions/plan.ts'
import { customerId, on, partnerId, paymentId } from '../billing/accounts.ts'

const boughtAt = on('2027-01-15')

type Amounts = Pick<PaymentIn<'succeeded'>, 'list' | 'discount' | 'charge' | 'commission'>

/** A payment that has taken money. */
export const paid = ({
  cardType,
  ...more
}: Amounts & Partial<PaymentIn<'succeeded'>> & { readonly cardType: CardType }): PaymentIn<'succeeded'> => ({
  paymentId,
  customerId,
  partnerId,
  purpose: 'purchase',
  profile: {
    cardType,
    ownerId: cardType === 'RC' ? partnerId : customerId,
    providerCustomer: 'cus_1',
    paymentMethod: 'pm_1',
    brand: 'visa',
    last4: '4242',
    expiresAt: '2030-04',
  },
  currency: 'USD',
  discountBps: 2_000,
  holdDays: 30,
  periodStart: '2027-01-15',
  createdAt: boughtAt,
  intendedAt: boughtAt,
  state: 'succeeded',
  closedAt: boughtAt,
  providerIntent: 'pi_1',
  refunded: 0,
  refunding: 0,
  ...more,
})

/** The same by a customer's card: 100.00, of which 20.00 is commission. */
export const paidByCustomer = (more: Partial<PaymentIn<'succeeded'>> = {}): PaymentIn<'succeeded'> =>
  paid({ cardType: 'CC', list: 10_000, discount: 0, charge: 10_000, commission: 2_000, ...more })

export const refundId = RefundId.parse(`rfd_${'1'.repeat(26)}`)

const begun = {
  refundId,
  paymentId,
  customerId,
  partnerId,
  reason: 'requested',
  currency: 'USD',
  amount: 1_000,
  endsSubscription: false,
  createdAt: on('2027-02-01'),
  intendedAt: on('2027-02-01'),
} as const

const closedAt = on('2027-02-02')

/** A refund of 10.00 of it in each state. */
export const REFUNDS = {
  pending: { ...begun, state: 'pending' },
  succeeded: {
    ...begun,
    state: 'succeeded',
    closedAt,
    providerRefund: 're_1',
    list: 1_000,
    discount: 0,
    clawedBack: 200,
  },
  failed: { ...begun, state: 'failed', closedAt },
} as const satisfies { readonly [S in 'pending' | 'succeeded' | 'failed']: RefundIn<S> }
