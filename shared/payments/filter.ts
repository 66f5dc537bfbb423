import { days } from '../kernel/days.ts'
import { CustomerId } from '../kernel/id.ts'
import { CardType } from '../subscriptions/plan.ts'
import { PaymentState } from './payment.ts'

/** What a list of payments can be narrowed to; all members must hold. */
export const paymentFilter = () => ({
  customerId: CustomerId.optional(),
  ...days('Payments'),
  cardType: CardType.optional(),
  state: PaymentState.optional(),
})

interface Facts {
  readonly cardType?: CardType | undefined
  readonly state?: PaymentState | undefined
}

/** Tells which payments have the card type and state that are asked for; `undefined` where all do. */
export const passing = ({ cardType, state }: Facts): ((payment: Required<Facts>) => boolean) | undefined =>
  cardType === undefined && state === undefined
    ? undefined
    : (payment) =>
        (cardType === undefined || payment.cardType === cardType) &&
        (state === undefined || payment.state === state)
