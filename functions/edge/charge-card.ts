import type { PaymentIn } from '../../shared/payments/payment.ts'
import { charge } from '../outside/payments/charge.ts'
import type { ChargeOutcome } from '../outside/payments/intent.ts'

/** Charges the card that the intent of a payment has pinned (R45). */
export const chargeCard = ({
  paymentId,
  customerId,
  charge: amount,
  profile: { providerCustomer, paymentMethod },
}: PaymentIn<'pending'>): Promise<ChargeOutcome> =>
  charge({ paymentId, customerId, amount, currency: 'usd', providerCustomer, paymentMethod })
