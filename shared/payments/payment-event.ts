import * as z from 'zod'
import { Instant } from '../kernel/time.ts'

/** What the provider reported, kept for good so that it takes effect once; one that names no payment of the table is listed for finance (R45). */
export const PaymentEvent = /* @__PURE__ */ z.object({
  eventId: z.string(),
  type: z.string(),
  providerIntent: z.string(),
  receivedAt: Instant,
  /** Of an intent that bears our metadata and whose payment the table does not know. */
  unmatched: z
    .object({ paymentId: z.string(), customerId: z.string(), amount: z.int(), currency: z.string() })
    .optional(),
})
export type PaymentEvent = z.infer<typeof PaymentEvent>
