import Stripe from 'stripe'
import * as z from 'zod'
import { world } from '../world.ts'

const LONGEST_SECONDS = 300

const Optional = z.string().optional().catch(undefined)

/** All that is read of an event, of whatever type; what it says of money is fetched anew. */
const Received = /* @__PURE__ */ z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.object({
    object: z.object({
      object: Optional,
      id: Optional,
      payment_intent: Optional,
      metadata: z.object({ paymentId: Optional }).catch({}),
    }),
  }),
})

/** Which event this is, and which of our payments it is about; none of it is believed beyond that. */
export interface PaymentEvent {
  readonly eventId: string
  readonly type: string
  /** What it tells of: a provider intent, a refund or a dispute there. */
  readonly objectId?: string
  /** The provider intent itself, or that of the refund or dispute. */
  readonly intentId?: string
  readonly paymentId?: string
}

const signedBy = (secret: string, text: string, signature: string | undefined): unknown => {
  try {
    return Stripe.webhooks.constructEvent(
      text,
      signature ?? '',
      secret,
      LONGEST_SECONDS,
      undefined,
      world.realMs(),
    )
  } catch {
    return undefined
  }
}

/** Whether a signature says that it is made later than clocks differ, of which the client asks nothing. */
const isOfTheFuture = (signature: string | undefined): boolean => {
  const [, seconds] = /(?:^|,)t=(\d+)/.exec(signature ?? '') ?? []
  return Number(seconds) > world.realMs() / 1_000 + LONGEST_SECONDS
}

/**
 * The event in these bytes; `undefined` unless one of our secrets signed exactly them within 300 s of real time. While a secret is exchanged
 * there are two.
 */
export const eventOf = (bytes: Uint8Array, signature: string | undefined): PaymentEvent | undefined => {
  const secrets = world.setting('PAYMENT_EVENT_SECRETS').split(',')
  // The client would drop a byte order mark, which was not signed.
  const text = Buffer.from(bytes).toString('utf8')
  const signed = secrets
    .map((secret) => signedBy(secret, text, signature))
    .find((event) => event !== undefined)
  const received = Received.safeParse(signed)
  if (!received.success || isOfTheFuture(signature)) return undefined
  const { id: eventId, type, data } = received.data
  const { object, id, payment_intent, metadata } = data.object
  const intentId = object === 'payment_intent' ? id : payment_intent
  const { paymentId } = metadata
  return {
    eventId,
    type,
    ...(id === undefined ? {} : { objectId: id }),
    ...(intentId === undefined ? {} : { intentId }),
    ...(paymentId === undefined ? {} : { paymentId }),
  }
}
