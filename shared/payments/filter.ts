import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { CardType } from '../subscriptions/plan.ts'
import { PaymentState } from './payment.ts'

/** What a list of payments can be narrowed to; all members must hold. */
export const paymentFilter = () => ({
  customerId: CustomerId.optional(),
  from: z.iso.date().optional().meta({ description: 'Payments from this day in UTC on' }),
  to: z.iso.date().optional().meta({ description: 'Payments up to this day in UTC, with it' }),
  cardType: CardType.optional(),
  state: PaymentState.optional(),
})

interface Days {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The bounds of sort keys that begin with an instant, for a range of days in UTC, both included. */
export const boundsOf = ({ from, to }: Days) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { upTo: `${to}~` }),
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
