import { accountOf } from '../../shared/billing/changes.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { paymentDeclined, paymentFailed, paymentView } from '../../shared/payments/payment.ts'
import type { CustomerId, PaymentId } from '../../shared/kernel/id.ts'
import type { Problem } from '../../shared/kernel/problem.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { paymentRecord } from '../../shared/payments/records.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import type { StoredAccount } from '../../shared/billing/changes.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { world } from '../outside/world.ts'

/** A payment and the account that it is of, as they are now. */
export interface PaymentWithAccount extends StoredAccount {
  readonly payment: Stored<Payment>
}

const MOST_READS = 5

/** Whether a payment was read before its outcome was recorded, and its account after. */
const isTorn = ({ payment, billing }: PaymentWithAccount): boolean =>
  payment.state === 'pending' && billing?.pending?.paymentId !== payment.paymentId

/** Reads a payment with its account in one round trip, and once more where its outcome was recorded in between. */
export const paymentWithAccount = async (
  { find, get }: Pick<ItemReader<'payment' | 'customer' | 'billing', never>, 'find' | 'get'>,
  of: { readonly paymentId: PaymentId; readonly customerId: CustomerId },
): Promise<PaymentWithAccount> => {
  for (let count = 1; ; count += 1) {
    const [payment, customer, billing] = await Promise.all([
      get(paymentRecord, of),
      get(customerRecord, of),
      find(billingRecord, of),
    ])
    const read = { payment, customer, billing }
    if (!isTorn(read) || count === MOST_READS) return read
    await world.pause(count)
  }
}

/** The refusal by which a request ends whose card was not charged. */
const refusalOf = (payment: Payment): Problem | undefined => {
  const { paymentId } = payment
  if (payment.state === 'declined') return paymentDeclined({ reason: payment.reason, paymentId })
  return payment.state === 'failed' ? paymentFailed({ paymentId }) : undefined
}

/** What a request is answered by whose payment has this state: it is done, refused, or still open (R45). */
export const paymentOutcome = (account: Account, payment: Payment, version: number, at: Instant) => {
  const refusal = refusalOf(payment)
  if (refusal) return { refusal, changes: [] }
  return {
    answer: { subscription: subscriptionView(account, version, at), payment: paymentView(payment) },
    ...(payment.state === 'pending' ? { open: true as const } : {}),
  }
}

/** The same for what was read. */
export const outcomeRead = ({ customer, billing, payment }: PaymentWithAccount, at: Instant) =>
  paymentOutcome(accountOf({ customer, billing }), payment, billing?.version ?? 0, at)
