import { earliest, plusMillis, toMillis, type Instant } from '../kernel/time.ts'
import type { PaymentIn } from './payment.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long after its intent a charge without an outcome is looked into, in real time (R45). */
export const RESOLVE_AFTER_MS = MINUTE_MS

/** The same request is the same charge for sure so long, as the provider knows its key for 24 hours. */
const REPEATED_FOR_MS = 23 * HOUR_MS

type Open = Pick<PaymentIn<'pending'>, 'intendedAt'>

/** Whether the provider may be asked for the charge once more, in real time, without charging twice (R45). */
export const isRepeatable = ({ intendedAt }: Open, at: Instant): boolean =>
  at < plusMillis(intendedAt, REPEATED_FOR_MS)

/** The provider forgets a key after it. */
const KEY_KNOWN_FOR_MS = 24 * HOUR_MS

/** Between which instants of real time the provider may have been asked for the charge: before the intent only where the table was restored, and then until now (R45). */
export const askedBetween = (
  { intendedAt }: Open,
  restoration: { readonly restoredTo: Instant } | undefined,
  at: Instant,
): { readonly from: Instant; readonly to: Instant } =>
  restoration
    ? { from: earliest(intendedAt, restoration.restoredTo), to: at }
    : { from: intendedAt, to: plusMillis(intendedAt, KEY_KNOWN_FOR_MS) }

/** When an outcome that the provider does not tell is looked into again, in real time: after as long as it has been open, from a minute to an hour (R45). */
export const nextLook = ({ intendedAt }: Open, at: Instant): Instant => {
  const openMs = toMillis(at) - toMillis(intendedAt)
  return plusMillis(at, Math.min(Math.max(openMs, MINUTE_MS), HOUR_MS))
}
