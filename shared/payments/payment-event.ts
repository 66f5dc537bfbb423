import * as z from 'zod'
import { Instant } from '../kernel/time.ts'
import { IntentState } from './event.ts'

/** What the provider reported, kept for good so that it takes effect once; one of money that fits no payment is listed for finance (R45). */
export const PaymentEvent = /* @__PURE__ */ z.object({
  eventId: z.string(),
  type: z.string(),
  providerIntent: z.string(),
  receivedAt: Instant,
  /** Of an intent that bears our metadata and fits no payment, as it stood when it was fetched. */
  unmatched: z
    .object({
      paymentId: z.string(),
      customerId: z.string(),
      amount: z.int(),
      currency: z.string(),
      state: IntentState,
    })
    .optional(),
})
export type PaymentEvent = z.infer<typeof PaymentEvent>

/** Whether it tells of money that fits no payment; an intent that took none is kept only. */
export const tellsOfUnmatchedMoney = ({ unmatched }: Pick<PaymentEvent, 'unmatched'>): boolean =>
  unmatched?.state === 'succeeded'
