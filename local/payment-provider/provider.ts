import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import * as z from 'zod'
import { Refused, readBody, readJsonBody, requireLocalCaller, sendJson, serveHttp } from '../loopback.ts'
import { type Answered, openAnswers, requireKey } from './answers.ts'
import { type DeliveryOptions, startDeliveries } from './deliveries.ts'
import { enterCard, type Shown, showEntry } from './entry-page.ts'
import { faultPlan, Faults } from './faults.ts'
import { readForm } from './form.ts'
import { fresh, OpenStatus, type PaymentIntent, type Refund, RefundStatus } from './objects.ts'
import { invalid, Refusal, wrongParameter } from './refusal.ts'
import { type Provided, requests } from './requests.ts'
import { openStore } from './store.ts'

/** The only version of the provider's API that is spoken here. */
const API_VERSION = '2026-10-28.endive'

export interface PaymentProviderOptions extends Pick<DeliveryOptions, 'eventSecret' | 'onEvent'> {
  readonly port: number
  readonly stateDir: string
  /** The one secret key that may ask. */
  readonly key: string
}

/** The payment provider of the laptop and the tests. */
export interface PaymentProvider {
  readonly url: string
  /** All provider intents, the refused ones too, oldest first. */
  intents(): readonly PaymentIntent[]
  /** All refunds, oldest first. */
  refunds(): readonly Refund[]
  /** Makes the next requests fail. */
  fail(faults: Faults): void
  /** Takes the money of a provider intent back, at once and for good. */
  dispute(intentId: string): void
  /** Leaves a provider intent open that was done or refused, as if it had never come so far. */
  reopen(intentId: string, status: OpenStatus): void
  /** Settles a refund that waits, or lets one fail that had succeeded, as banks do. */
  settleRefund(refundId: string, status: Exclude<RefundStatus, 'pending'>): void
  /** Delivers the events that a fault held back. */
  releaseEvents(): void
  /** Resolves once no event is under way. */
  settled(): Promise<void>
  stop(): Promise<void>
}

type Found = {
  readonly answer: (form: unknown, id: string, provided: Provided) => object
  readonly id: string
}

const ROUTES = Object.entries(requests).map(([route, { answer }]) => ({
  pattern: new RegExp(`^${route.replace('*', '([^/]+)')}$`),
  answer,
}))

const found = (method: string, path: string): Found => {
  for (const { pattern, answer } of ROUTES) {
    const match = pattern.exec(`${method} ${path}`)
    if (match) return { answer, id: decodeURIComponent(match[1] ?? '') }
  }
  throw invalid(`Unrecognized request URL (${method}: ${path}).`, {}, 404)
}

const requireClient = ({ headers }: IncomingMessage, key: string): void => {
  if (headers.authorization !== `Bearer ${key}`) throw invalid('Invalid API Key provided.', {}, 401)
  if (headers['stripe-version'] !== API_VERSION)
    throw invalid(`This provider speaks the version ${API_VERSION} alone.`)
}

const answering = (answer: () => Answered): Answered => {
  try {
    return answer()
  } catch (failure) {
    const refusal = failure instanceof z.ZodError ? wrongParameter(failure) : failure
    if (!(refusal instanceof Refusal)) throw failure
    return { status: refusal.status, body: { error: refusal.error } }
  }
}

const show = (response: ServerResponse, shown: Shown): void => {
  if ('location' in shown) return void response.writeHead(303, { location: shown.location }).end()
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(shown.html)
}

const PAGE = /^\/c\/pay\/([^/]+)$/
const Disputed = z.strictObject({ paymentIntent: z.string() })
const Settled = z.strictObject({ refund: z.string(), status: RefundStatus.exclude(['pending']) })
const Reopened = z.strictObject({ paymentIntent: z.string(), status: OpenStatus })

/** Starts a payment provider that speaks Stripe's API as its client does, and keeps what it did in `payments.jsonl`. */
export const startPaymentProvider = async (options: PaymentProviderOptions): Promise<PaymentProvider> => {
  const store = openStore(join(options.stateDir, 'payments.jsonl'))
  const answers = openAnswers(store)
  const deliveries = startDeliveries({ ...options, store, apiVersion: API_VERSION })
  const faults = faultPlan()
  const provided = (holdsEvents: boolean): Provided => ({
    store,
    url: () => server.url,
    tell: (type, about) => deliveries.tell(type, about, holdsEvents),
  })

  const serveApi = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const { fault, holdsEvents } = faults.next()
    if (fault === 'lost-before') return void response.destroy()
    const body = (await readBody(request)).toString('utf8')
    const { method = '' } = request
    let release = (): void => {}
    const answered = answering(() => {
      requireClient(request, options.key)
      const { answer, id } = found(method, url.pathname)
      const perform = (form: string): Answered =>
        answering(() => ({ status: 200, body: answer(readForm(form), id, provided(holdsEvents)) }))
      if (method === 'GET') return perform(url.search.slice(1))
      const key = requireKey(request.headers['idempotency-key'])
      const asked = `${method} ${url.pathname} ${body}`
      const replayed = answers.replayed(key, asked)
      if (replayed) return replayed
      const performed = perform(body)
      release = answers.keep(key, asked, performed).release
      return performed
    })
    if (fault === 'event-first') await deliveries.settled()
    if (fault === 'slow') await once(response, 'close')
    release()
    if (fault === 'lost-after') response.destroy()
    if (response.destroyed) return
    response.setHeader('request-id', fresh('req').id)
    if (answered.isReplayed) response.setHeader('idempotent-replayed', 'true')
    sendJson(response, answered.status, answered.body)
  }

  const dispute = (intentId: string): void => {
    const intent = store.find('payment_intent', intentId)
    if (intent?.status !== 'succeeded') throw new Refused(404, `Nothing was charged by ${intentId}.`)
    const { amount, currency, latest_charge: charge } = intent
    const about = { amount, currency, charge, payment_intent: intentId, metadata: {} }
    const lost = {
      ...fresh('du'),
      object: 'dispute',
      ...about,
      reason: 'fraudulent',
      status: 'lost',
    } as const
    store.put(lost)
    for (const happened of ['created', 'closed']) deliveries.tell(`charge.dispute.${happened}`, lost, false)
  }

  const reopen = (intentId: string, status: OpenStatus): void => {
    const intent = store.find('payment_intent', intentId)
    if (!intent) throw new Refused(404, `There is no ${intentId}.`)
    store.put({ ...intent, status, amount_received: 0, last_payment_error: null })
  }

  const settleRefund: PaymentProvider['settleRefund'] = (refundId, status) => {
    const refund = store.find('refund', refundId)
    if (!refund) throw new Refused(404, `There is no ${refundId}.`)
    const failed = status === 'failed' ? { failure_reason: 'lost_or_stolen_card' } : {}
    const settled = { ...refund, status, ...failed }
    store.put(settled)
    deliveries.tell(`refund.${status === 'failed' ? 'failed' : 'updated'}`, settled, false)
  }

  const serveControl = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> => {
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /control/faults':
        faults.plan(await readJsonBody(request, Faults))
        break
      case 'POST /control/disputes':
        dispute((await readJsonBody(request, Disputed)).paymentIntent)
        break
      case 'POST /control/open-intents': {
        const { paymentIntent, status } = await readJsonBody(request, Reopened)
        reopen(paymentIntent, status)
        break
      }
      case 'POST /control/refunds': {
        const { refund, status } = await readJsonBody(request, Settled)
        settleRefund(refund, status)
        break
      }
      case 'POST /control/events/release':
        deliveries.release()
        break
      case 'GET /control/payment-intents':
        return sendJson(response, 200, { paymentIntents: store.all('payment_intent') })
      case 'GET /control/refunds':
        return sendJson(response, 200, { refunds: store.all('refund') })
      default:
        throw new Refused(
          404,
          'The payment provider is controlled by /control/faults, /control/disputes, /control/open-intents, /control/events/release, /control/payment-intents and /control/refunds.',
        )
    }
    sendJson(response, 200, { done: true })
  }

  const server = await serveHttp(options.port, async (request, response, url) => {
    requireLocalCaller(request)
    const [, session] = PAGE.exec(url.pathname) ?? []
    if (session === undefined)
      return url.pathname.startsWith('/control/')
        ? serveControl(request, response, url)
        : serveApi(request, response, url)
    if (request.method === 'GET') return show(response, showEntry(session, provided(false)))
    if (request.method !== 'POST') throw new Refused(405, 'A page is shown, or a card is chosen at it.')
    const form = readForm((await readBody(request)).toString('utf8'))
    show(response, enterCard(session, form, provided(false)))
  })
  return {
    url: server.url,
    intents: () => store.all('payment_intent'),
    refunds: () => store.all('refund'),
    fail: faults.plan,
    dispute,
    reopen,
    settleRefund,
    releaseEvents: deliveries.release,
    settled: deliveries.settled,
    stop: async () => {
      deliveries.stop()
      await server.stop()
    },
  }
}
