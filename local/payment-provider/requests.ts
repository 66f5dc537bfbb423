import * as z from 'zod'
import { TEST_CARDS } from './cards.ts'
import { fresh, type PaymentIntent, type PaymentMethod, seconds, type Session } from './objects.ts'
import { cardError, invalid, missing, refusedCard } from './refusal.ts'
import type { Store } from './store.ts'

const LEAST = 50
const MOST = 99_999_999
const DAY_SECONDS = 86_400

const Text = z.string().min(1).max(5_000)
const Metadata = z.record(z.string().max(40), z.string().max(500)).default({})
const Whole = z
  .string()
  .regex(/^\d{1,15}$/, 'Invalid integer')
  .transform(Number)
const Usd = z.literal('usd')
const OnlyCards = z.tuple([z.literal('card')])

/** What requests do: with the store, and with what tells of events. */
export interface Provided {
  readonly store: Store
  /** The provider's own address, at which its page is. */
  readonly url: () => string
  tell(type: string, about: object): void
}

interface Request<S extends z.ZodType> {
  readonly parameters: S
  /** Does it and gives the answer; `id` is the one in the path. */
  readonly answer: (parameters: z.output<S>, id: string, provided: Provided) => object
}
const request = <S extends z.ZodType>(parameters: S, answer: Request<S>['answer']) => ({
  answer: (form: unknown, id: string, provided: Provided) => answer(parameters.parse(form), id, provided),
})

/** A card as the provider shows it. */
const shown = ({ test, confirmed, ...method }: PaymentMethod) => method

/** Makes a card of a test card's token. */
export const newMethod = (test: string, customer: string | null, confirmed = false): PaymentMethod => {
  const { brand = '', last4 = '' } = TEST_CARDS[test] ?? {}
  return {
    ...fresh('pm'),
    object: 'payment_method',
    type: 'card',
    customer,
    card: { brand, last4, exp_month: 12, exp_year: 2034 },
    metadata: {},
    test,
    confirmed,
  }
}

const methodOf = (id: string, { store }: Provided): PaymentMethod | undefined =>
  id in TEST_CARDS ? newMethod(id, null) : store.find('payment_method', id)

const requireCustomer = (id: string, { store }: Provided): void => {
  if (!store.find('customer', id)) throw missing('customer', id, 'customer')
}

/** The session as it is now, which an open one no longer is after its day. */
export const sessionNow = (session: Session): Session =>
  session.status === 'open' && session.expires_at <= seconds()
    ? { ...session, status: 'expired', url: null }
    : session

const createIntent = request(
  z.strictObject({
    amount: Whole,
    currency: Usd,
    customer: Text,
    payment_method: Text,
    allowed_payment_method_types: OnlyCards,
    off_session: z.literal('true'),
    confirm: z.literal('true'),
    metadata: Metadata,
  }),
  ({ amount, currency, customer, payment_method, metadata }, _id, provided) => {
    if (amount < LEAST)
      throw invalid('Amount must be at least $0.50 usd', { code: 'amount_too_small', param: 'amount' })
    if (amount > MOST)
      throw invalid('Amount must be no more than $999,999.99', { code: 'amount_too_large', param: 'amount' })
    requireCustomer(customer, provided)
    const method = methodOf(payment_method, provided)
    if (!method) throw missing('PaymentMethod', payment_method, 'payment_method')
    if (method.customer !== null && method.customer !== customer)
      throw invalid('The provided PaymentMethod belongs to another Customer.')
    const { code, always } = TEST_CARDS[method.test]?.refusedAtCharge ?? {}
    const refused = code !== undefined && (always === true || !method.confirmed) ? code : undefined
    const intent: PaymentIntent = {
      ...fresh('pi'),
      object: 'payment_intent',
      amount,
      amount_received: refused === undefined ? amount : 0,
      currency,
      customer,
      payment_method: refused === undefined ? method.id : null,
      payment_method_types: ['card'],
      status: refused === undefined ? 'succeeded' : 'requires_payment_method',
      last_payment_error: refused === undefined ? null : cardError(refused),
      latest_charge: fresh('ch').id,
      metadata,
    }
    provided.store.put(intent)
    provided.tell(`payment_intent.${refused === undefined ? 'succeeded' : 'payment_failed'}`, intent)
    if (refused !== undefined) throw refusedCard(refused, intent)
    return intent
  },
)

const findIntent = request(z.strictObject({}), (_none, id, { store }) => {
  const intent = store.find('payment_intent', id)
  if (!intent) throw missing('payment_intent', id, 'intent', 404)
  return intent
})

const CANCELLABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action']

const cancelIntent = request(z.strictObject({}), (_none, id, { store, tell }) => {
  const intent = store.find('payment_intent', id)
  if (!intent) throw missing('payment_intent', id, 'intent', 404)
  if (!CANCELLABLE.includes(intent.status))
    throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
    })
  const cancelled = { ...intent, status: 'canceled' } as const
  store.put(cancelled)
  tell('payment_intent.canceled', cancelled)
  return cancelled
})

const Limit = Whole.refine((limit) => limit >= 1 && limit <= 100, 'must be between 1 and 100').default(10)

/** A page of what was found, in its order. */
const page = (
  what: 'payment_intent' | 'refund',
  all: readonly { readonly id: string }[],
  { limit, starting_after }: { readonly limit: number; readonly starting_after?: string | undefined },
) => {
  const after = all.findIndex(({ id }) => id === starting_after)
  if (starting_after !== undefined && after < 0) throw missing(what, starting_after, 'starting_after')
  const rest = all.slice(after + 1)
  return { object: 'list', url: `/v1/${what}s`, has_more: rest.length > limit, data: rest.slice(0, limit) }
}

const listIntents = request(
  z.strictObject({
    customer: Text.optional(),
    created: z.strictObject({ gte: Whole, lte: Whole.optional() }).optional(),
    limit: Limit,
    starting_after: Text.optional(),
  }),
  ({ customer, created, limit, starting_after }, _id, { store }) => {
    const all = store
      .all('payment_intent')
      .toReversed()
      .filter((intent) => customer === undefined || intent.customer === customer)
      .filter((intent) => intent.created >= (created?.gte ?? 0))
      .filter((intent) => intent.created <= (created?.lte ?? Infinity))
    return page('payment_intent', all, { limit, starting_after })
  },
)

const createCustomer = request(z.strictObject({ metadata: Metadata }), ({ metadata }, _id, { store }) => {
  const customer = { ...fresh('cus'), object: 'customer', metadata } as const
  store.put(customer)
  return customer
})

const findMethod = request(z.strictObject({}), (_none, id, provided) => {
  const method = methodOf(id, provided)
  if (!method) throw missing('PaymentMethod', id, 'payment_method', 404)
  return shown(method)
})

const attachMethod = request(z.strictObject({ customer: Text }), ({ customer }, id, provided) => {
  const method = methodOf(id, provided)
  if (!method) throw missing('PaymentMethod', id, 'payment_method', 404)
  requireCustomer(customer, provided)
  if (method.customer !== null && method.customer !== customer)
    throw invalid('The payment method you provided has already been attached to a customer.')
  const refused = TEST_CARDS[method.test]?.refusedAtEntry
  if (refused !== undefined) throw refusedCard(refused)
  const attached = { ...method, customer }
  provided.store.put(attached)
  return shown(attached)
})

const createSession = request(
  z.strictObject({
    mode: z.literal('setup'),
    currency: Usd,
    allowed_payment_method_types: OnlyCards,
    customer: Text,
    success_url: Text,
    cancel_url: Text.optional(),
  }),
  ({ mode, currency, customer, success_url, cancel_url }, _id, provided) => {
    requireCustomer(customer, provided)
    const setup = {
      ...fresh('seti'),
      object: 'setup_intent',
      customer,
      payment_method: null,
      status: 'requires_payment_method',
      usage: 'off_session',
    } as const
    const begun = fresh('cs_test')
    const session: Session = {
      ...begun,
      object: 'checkout.session',
      mode,
      status: 'open',
      customer,
      setup_intent: setup.id,
      currency,
      expires_at: begun.created + DAY_SECONDS,
      success_url,
      cancel_url: cancel_url ?? null,
      url: `${provided.url()}/c/pay/${begun.id}`,
    }
    provided.store.put(setup)
    provided.store.put(session)
    return session
  },
)

const EXPANDABLE = z.enum(['setup_intent', 'setup_intent.payment_method'], 'This property cannot be expanded')

const findSession = request(
  z.strictObject({ expand: z.array(EXPANDABLE).default([]) }),
  ({ expand }, id, { store }) => {
    const session = store.find('checkout.session', id)
    if (!session) throw missing('checkout.session', id, 'session', 404)
    const setup = store.find('setup_intent', session.setup_intent)
    if (expand.length === 0 || !setup) return sessionNow(session)
    const method = store.find('payment_method', setup.payment_method ?? '')
    const whole = expand.includes('setup_intent.payment_method') && method
    return {
      ...sessionNow(session),
      setup_intent: whole ? { ...setup, payment_method: shown(method) } : setup,
    }
  },
)

const findSetup = request(z.strictObject({}), (_none, id, { store }) => {
  const setup = store.find('setup_intent', id)
  if (!setup) throw missing('setupintent', id, 'intent', 404)
  return setup
})

const createRefund = request(
  z.strictObject({ payment_intent: Text, amount: Whole.optional(), metadata: Metadata }),
  ({ payment_intent: id, amount, metadata }, _id, { store, tell }) => {
    const intent = store.find('payment_intent', id)
    if (!intent) throw missing('payment_intent', id, 'payment_intent')
    const of = (one: { readonly payment_intent: string }): boolean => one.payment_intent === id
    if (store.all('dispute').some(of))
      throw invalid('The charge has been charged back.', { code: 'charge_disputed' })
    const refunded = store
      .all('refund')
      .filter(of)
      .filter(({ status }) => status !== 'failed')
      .reduce((sum, one) => sum + one.amount, 0)
    const left = intent.amount_received - refunded
    if (left === 0)
      throw invalid('The charge has already been refunded.', { code: 'charge_already_refunded' })
    const wanted = amount ?? left
    if (wanted > left || wanted === 0)
      throw invalid('The amount is not within what is left of the charge.', { param: 'amount' })
    const { currency, latest_charge: charge } = intent
    const { test = '' } = store.find('payment_method', intent.payment_method ?? '') ?? {}
    const status = TEST_CARDS[test]?.refundsLate ? 'pending' : 'succeeded'
    const made = { amount: wanted, currency, charge, payment_intent: id, status, metadata } as const
    const refund = { ...fresh('re'), object: 'refund', ...made } as const
    store.put(refund)
    tell('refund.created', refund)
    return refund
  },
)

const findRefund = request(z.strictObject({}), (_none, id, { store }) => {
  const refund = store.find('refund', id)
  if (!refund) throw missing('refund', id, 'id', 404)
  return refund
})

const listRefunds = request(
  z.strictObject({ payment_intent: Text, limit: Limit, starting_after: Text.optional() }),
  ({ payment_intent: id, limit, starting_after }, _id, { store }) => {
    const all = store
      .all('refund')
      .toReversed()
      .filter((refund) => refund.payment_intent === id)
    return page('refund', all, { limit, starting_after })
  },
)

const findDispute = request(z.strictObject({}), (_none, id, { store }) => {
  const dispute = store.find('dispute', id)
  if (!dispute) throw missing('dispute', id, 'dispute', 404)
  return dispute
})

/** What may be asked, by method and path; `*` is an id. */
export const requests = {
  'POST /v1/customers': createCustomer,
  'GET /v1/payment_methods/*': findMethod,
  'POST /v1/payment_methods/*/attach': attachMethod,
  'POST /v1/checkout/sessions': createSession,
  'GET /v1/checkout/sessions/*': findSession,
  'GET /v1/setup_intents/*': findSetup,
  'POST /v1/payment_intents': createIntent,
  'GET /v1/payment_intents/*': findIntent,
  'POST /v1/payment_intents/*/cancel': cancelIntent,
  'GET /v1/payment_intents': listIntents,
  'POST /v1/refunds': createRefund,
  'GET /v1/refunds': listRefunds,
  'GET /v1/refunds/*': findRefund,
  'GET /v1/disputes/*': findDispute,
}
