import type { Instant } from '../../shared/kernel/time.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import { cancelCharge } from '../outside/payments/cancel.ts'
import { charge, type Charge } from '../outside/payments/charge.ts'
import { findCharge } from '../outside/payments/find.ts'
import type { ChargeOutcome } from '../outside/payments/intent.ts'

const askedOf = ({
  paymentId,
  customerId,
  charge: amount,
  profile: { providerCustomer, paymentMethod },
}: PaymentIn<'pending'>): Charge => ({
  paymentId,
  customerId,
  amount,
  currency: 'usd',
  providerCustomer,
  paymentMethod,
})

/** Charges the card that the intent of a payment has pinned (R45). */
export const chargeCard = (payment: PaymentIn<'pending'>): Promise<ChargeOutcome> => charge(askedOf(payment))

/** What became of a charge that the provider may have been asked for between two instants of real time; `undefined` where it knows of none (R45). */
export const findCardCharge = (
  payment: PaymentIn<'pending'>,
  between: { readonly from: Instant; readonly to: Instant },
): Promise<ChargeOutcome | undefined> => findCharge({ ...askedOf(payment), ...between })

/** Ends a charge that stands open at the provider, so that it takes nothing any more (R45). */
export const cancelCardCharge = (
  payment: PaymentIn<'pending'>,
  open: { readonly intent: string; readonly status: string },
): Promise<ChargeOutcome> => cancelCharge({ ...open, asked: askedOf(payment) })
