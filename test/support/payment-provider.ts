import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import type { PaymentIntent, Refund } from '../../local/payment-provider/objects.ts'
import { type PaymentProvider, startPaymentProvider } from '../../local/payment-provider/provider.ts'
import { SETTINGS } from './table/settings.ts'

/**
 * A payment provider of its own for a test file, which the functions under test ask. Its events wait until the test takes them and hands them to
 * the function that receives them, as a request whose body and `Stripe-Signature` they are.
 */
export const usePaymentProvider = () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'payments-'))
  const waiting: SignedEvent[] = []
  let receive = async (event: SignedEvent): Promise<void> => void waiting.push(event)
  let provider: PaymentProvider
  const start = (port: number): Promise<PaymentProvider> =>
    startPaymentProvider({
      port,
      stateDir,
      key: SETTINGS.PAYMENT_KEY,
      eventSecret: SETTINGS.PAYMENT_EVENT_SECRETS,
      onEvent: (event) => receive(event),
    })
  beforeAll(async () => {
    provider = await start(0)
    Object.assign(process.env, {
      PAYMENT_KEY: SETTINGS.PAYMENT_KEY,
      PAYMENT_EVENT_SECRETS: SETTINGS.PAYMENT_EVENT_SECRETS,
      PAYMENT_ADDRESS: provider.url,
    })
  })
  afterAll(async () => {
    await provider.stop()
    delete process.env['PAYMENT_ADDRESS']
    rmSync(stateDir, { recursive: true })
  })
  return {
    url: () => provider.url,
    /** All provider intents, the refused ones too, oldest first; of one payment where it is named. */
    intents: (paymentId?: string): readonly PaymentIntent[] =>
      provider
        .intents()
        .filter(({ metadata }) => paymentId === undefined || metadata['paymentId'] === paymentId),
    /** What was taken in all, in the smallest unit. */
    taken: (): number => provider.intents().reduce((sum, intent) => sum + intent.amount_received, 0),
    /** Makes the next requests fail; an answer is lost only when it is lost twice, as the client asks once more. */
    fail: (...faults: Parameters<PaymentProvider['fail']>) => provider.fail(...faults),
    /** All refunds, oldest first; of one payment where it is named. */
    refunds: (paymentId?: string): readonly Refund[] =>
      provider
        .refunds()
        .filter(({ metadata }) => paymentId === undefined || metadata['paymentId'] === paymentId),
    settleRefund: (...how: Parameters<PaymentProvider['settleRefund']>) => provider.settleRefund(...how),
    dispute: (intentId: string) => provider.dispute(intentId),
    /** Resolves once no event is under way. */
    settled: () => provider.settled(),
    /** Leaves a provider intent open, as if it had never been done or refused. */
    reopen: (...how: Parameters<PaymentProvider['reopen']>) => provider.reopen(...how),
    releaseEvents: () => provider.releaseEvents(),
    /** The events since the last call, oldest first. */
    takeEvents: async (): Promise<SignedEvent[]> => {
      await provider.settled()
      return waiting.splice(0)
    },
    /** Hands events over as they happen from now on, so that with the fault `event-first` they arrive before the answer. */
    onEvent: (handle: (event: SignedEvent) => Promise<void>) => {
      receive = handle
    },
    /** Chooses a test card at the page of an entry, as its owner would, and gives the address that the page returns to. */
    enterCard: async (page: string, card: string): Promise<URL> => {
      const body = new URLSearchParams({ card, confirmed: 'yes' })
      const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? '')
    },
    /** Ends the provider and starts it again on what it kept. */
    restart: async () => {
      await provider.stop()
      provider = await start(Number(new URL(provider.url).port))
    },
  }
}
