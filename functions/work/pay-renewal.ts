import { accountOf, type StoredAccount } from '../../shared/billing/changes.ts'
import type { Payable } from '../../shared/billing/due-work.ts'
import type { Effect } from '../../shared/notifications/outbox.ts'
import { chargeIntended, intended } from '../../shared/payments/changes.ts'
import { dunningEnded, fellToFree, renewedUncharged, wentPastDue } from '../../shared/payments/recording.ts'
import { renewalPaymentId } from '../../shared/payments/records.ts'
import type { Change } from '../../shared/table/record.ts'
import { chargeCard, findCardCharge } from '../edge/charge-card.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { recordCharge } from './record-charge.ts'
import type { Restoration } from './restoration.ts'

/** How many cards a run charges at once: each waits for the provider, which takes 100 requests a second of all runs together. */
export const CHARGES_AT_ONCE = 10

/** How long a charge with its search and its two commits may take. */
export const CHARGE_LONGEST_MS = 25_000

/** The changes with the end of what was due, unless they write that item themselves; the customer's version guards either. */
const withFinished = (changes: readonly Change[], finished: Change): Change[] =>
  changes.some(({ key }) => key.pk === finished.key.pk) ? [...changes] : [...changes, finished]

interface Renewing {
  readonly job: Job
  readonly stored: StoredAccount
  /** Ends what was due, as it was read. */
  readonly finished: Change
  readonly restoration: Restoration | undefined
}

/**
 * Charges the card on file for a renewal: the intent is committed, then the card is charged, then the outcome is recorded. One that is not known
 * is left to `resolvePayments`. Where the table was restored, the provider may have charged the renewal before (R45).
 */
const charge = async (
  { job, stored, finished, restoration }: Renewing,
  { renewal, profile, partnerId, terms }: Extract<Payable, { act: 'charge' }>,
): Promise<boolean> => {
  const account = accountOf(stored)
  const { customerId, dunning } = account.billing
  const { renewalDate: periodStart, outcome, list, discount, charge: amount, commission } = renewal
  const payment = intended(account, {
    paymentId: renewalPaymentId({ customerId, periodStart, attempt: (dunning?.attempts ?? 0) + 1 }),
    purpose: 'renewal',
    outcome,
    list,
    discount,
    charge: amount,
    commission,
    periodStart,
    partnerId,
    profile,
    terms,
    at: job.now,
    intendedAt: realNow(),
  })
  if (!(await job.commit([...chargeIntended(stored, account, payment, outcome), finished]))) return false
  const earlier =
    restoration && (await findCardCharge(payment, { from: restoration.restoredTo, to: realNow() }))
  const charged = earlier ?? (await chargeCard(payment))
  return charged.outcome !== 'unknown' && recordCharge(job, payment, charged)
}

/** Pays a renewal that is due, or records that it is not paid (R37, R45). */
export const payRenewal = async (renewing: Renewing, payable: Payable): Promise<boolean> => {
  const { job, stored, finished } = renewing
  const commit = (changes: readonly Change[], outbox: readonly Effect[] = []): Promise<boolean> =>
    job.commit(withFinished(changes, finished), outbox)
  switch (payable.act) {
    case 'charge':
      return charge(renewing, payable)
    case 'renew':
      return commit(renewedUncharged(stored, payable.renewal.outcome, job.now))
    case 'past-due': {
      const { changes, outbox } = wentPastDue(stored, accountOf(stored), payable.reason, job.now)
      return commit(changes, outbox)
    }
    case 'fall': {
      const { account, changes, outbox } = fellToFree(stored, job.now)
      return commit([...changes, ...dunningEnded(stored, account)], outbox)
    }
  }
}
