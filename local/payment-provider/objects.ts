import { randomInt } from 'node:crypto'
import * as z from 'zod'

const Metadata = z.record(z.string(), z.string())
const base = { id: z.string(), created: z.int(), livemode: z.literal(false) }

export const Customer = z.object({ ...base, object: z.literal('customer'), metadata: Metadata })

/** A card of a payer, or of nobody yet; `test` is the token of the test card, and `confirmed` whether its owner was asked when it was entered. */
export const PaymentMethod = z.object({
  ...base,
  object: z.literal('payment_method'),
  type: z.literal('card'),
  customer: z.string().nullable(),
  card: z.object({ brand: z.string(), last4: z.string(), exp_month: z.int(), exp_year: z.int() }),
  metadata: Metadata,
  test: z.string(),
  confirmed: z.boolean(),
})
export type PaymentMethod = z.infer<typeof PaymentMethod>

export const SetupIntent = z.object({
  ...base,
  object: z.literal('setup_intent'),
  customer: z.string(),
  payment_method: z.string().nullable(),
  status: z.enum(['requires_payment_method', 'succeeded']),
  usage: z.literal('off_session'),
})

export const Session = z.object({
  ...base,
  object: z.literal('checkout.session'),
  mode: z.literal('setup'),
  status: z.enum(['open', 'complete', 'expired']),
  customer: z.string(),
  setup_intent: z.string(),
  currency: z.literal('usd'),
  expires_at: z.int(),
  success_url: z.string(),
  cancel_url: z.string().nullable(),
  url: z.string().nullable(),
})
export type Session = z.infer<typeof Session>

const CardError = z.object({
  type: z.literal('card_error'),
  code: z.string(),
  decline_code: z.string(),
  message: z.string(),
})

/** How an intent stands that is neither done nor refused. */
export const OpenStatus = z.enum([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
])
export type OpenStatus = z.infer<typeof OpenStatus>
const IntentStatus = z.enum([...OpenStatus.options, 'succeeded', 'canceled'])

export const PaymentIntent = z.object({
  ...base,
  object: z.literal('payment_intent'),
  amount: z.int(),
  amount_received: z.int(),
  currency: z.literal('usd'),
  customer: z.string().nullable(),
  payment_method: z.string().nullable(),
  payment_method_types: z.array(z.string()),
  status: IntentStatus,
  last_payment_error: CardError.nullable(),
  latest_charge: z.string(),
  metadata: Metadata,
})
export type PaymentIntent = z.infer<typeof PaymentIntent>

/** How a refund stands; what a bank has taken may still come back as failed. */
export const RefundStatus = z.enum(['pending', 'succeeded', 'failed'])
export type RefundStatus = z.infer<typeof RefundStatus>

export const Refund = z.object({
  ...base,
  object: z.literal('refund'),
  amount: z.int(),
  currency: z.literal('usd'),
  charge: z.string(),
  payment_intent: z.string(),
  status: RefundStatus,
  failure_reason: z.string().optional(),
  metadata: Metadata,
})
export type Refund = z.infer<typeof Refund>

export const Dispute = z.object({
  ...base,
  object: z.literal('dispute'),
  amount: z.int(),
  currency: z.literal('usd'),
  charge: z.string(),
  payment_intent: z.string(),
  reason: z.literal('fraudulent'),
  status: z.literal('lost'),
  metadata: Metadata,
})

/** An event about one of the others, and whether it has arrived. */
export const Event = z.object({
  ...base,
  object: z.literal('event'),
  api_version: z.string(),
  type: z.string(),
  data: z.object({ object: z.unknown() }),
  delivery: z.enum(['due', 'held', 'done']),
})
export type Event = z.infer<typeof Event>

/** What a request was answered under its idempotency key, which is the id. */
export const Answer = z.object({
  id: z.string(),
  object: z.literal('answer'),
  asked: z.string(),
  at: z.number(),
  status: z.int(),
  body: z.unknown(),
})

/** All that is kept. */
export const Kept = z.discriminatedUnion('object', [
  Customer,
  PaymentMethod,
  SetupIntent,
  Session,
  PaymentIntent,
  Refund,
  Dispute,
  Event,
  Answer,
])
export type Kept = z.infer<typeof Kept>

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new id: a prefix and 24 letters, in which no number can be found. */
export const newId = (prefix: string): string =>
  `${prefix}_${Array.from({ length: 24 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`

/** Seconds of real time since the epoch. */
export const seconds = (): number => Math.floor(Date.now() / 1_000)

/** What every new object begins with. */
export const fresh = (prefix: string) => ({
  id: newId(prefix),
  created: seconds(),
  livemode: false as const,
})
