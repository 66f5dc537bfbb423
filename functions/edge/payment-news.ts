import type { Instant } from '../../shared/kernel/time.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { PaymentEvent } from '../outside/payments/event.ts'

/** News of the payment provider, and what is read to decide what it means. */
export interface PaymentNews extends Pick<
  ItemReader<'payment' | 'refund' | 'customer' | 'billing', never>,
  'find' | 'get'
> {
  readonly message: PaymentEvent
  readonly now: Instant
}

/** What the provider is told: that it need not send the news again. */
export const RECEIVED = { received: true } as const
