import { createHmac } from 'node:crypto'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import type { CallOptions } from './describe/call.ts'
import { SETTINGS } from './table/settings.ts'

/** Signs a body as the payment provider does: with a secret, at a real time in milliseconds. */
export const signed = (
  body: string,
  { secret = SETTINGS.PAYMENT_EVENT_SECRETS, at = Date.now() }: { secret?: string; at?: number } = {},
): SignedEvent => {
  const seconds = Math.floor(at / 1_000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { body, signature: `t=${seconds},v1=${signature}` }
}

/** The request that an event arrives as. */
export const sent = ({ body, signature }: SignedEvent) =>
  ({ rawBody: body, headers: { 'stripe-signature': signature } }) as const satisfies CallOptions
