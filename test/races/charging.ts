import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { plusMillis, type Instant } from '../../shared/kernel/time.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { paymentResolveDueRecord } from '../../shared/payments/records.ts'
import { disputeDueRecord, refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import { about, mailsOf, type Renewing } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import type { TestTable } from '../support/table/test-table.ts'
import { chargesIn, expectClosedBooks, expectClosedRefunds, refundsIn } from './books.ts'

/** A card that is refused at every charge. */
export const DECLINED = 'pm_card_chargeCustomerFail'

/** Why a request about a subscription is refused that meets another. */
export const MET = ['changed-meanwhile', 'renewal-due', 'payment-pending', 'subscription-past-due']

/** A moment so shortly before an instant that a race begins before it and ends after it. */
export const shortlyBefore = (at: Instant, random: () => number): Promise<void> =>
  arrange.advanceClockTo(plusMillis(at, -Math.floor(random() * 40)))

/** An admin of a partner, and the customer whose subscription they ask about. */
export interface AsAdmin {
  readonly admin: arrange.Somebody
  readonly customer: { readonly customerId: CustomerId }
}

/** Who asks about a subscription, and the version that they have read. */
export const asAdmin = async ({ admin, customer: { customerId } }: AsAdmin) => {
  const { billing } = await arrange.storedAccount(customerId)
  return { admin, customerId, ifMatch: `"${billing?.version ?? 0}"` }
}

/** A payment provider some of whose answers are lost, and what races come to that charge cards. */
export const useCharging = (table: TestTable) => {
  const provider = usePaymentProvider()
  const own = ({ customer }: Pick<Renewing, 'customer'>) => about(table, customer)
  return {
    provider,
    /** In one history of five an answer is lost, before or after the provider has charged. */
    loseAnswers: (random: () => number): void => {
      const fault = random() < 0.5 ? 'lost-before' : 'lost-after'
      if (random() < 0.2) provider.fail({ fault, times: 2 })
    },
    /** Looks into whatever is open, and expects that the books close. */
    resolved: async (): Promise<void> => {
      provider.fail({ fault: 'slow', times: 0 })
      const dueAt = plusMillis(realNow(), -1)
      for (const { paymentId: id, state } of chargesIn(await table.items()))
        if (state === 'pending') await arrange.commit(paymentResolveDueRecord.put({ id, dueAt }))
      for (const { refundId: id, state } of refundsIn(await table.items()))
        if (state === 'pending') await arrange.commit(refundResolveDueRecord.put({ id, dueAt }))
      for (const { pk } of await table.items())
        if (pk.startsWith('DUE#dispute#'))
          await arrange.commit(disputeDueRecord.put({ id: pk.slice('DUE#dispute#'.length), dueAt }))
      await run(resolve)
      const items = await table.items()
      expectClosedBooks(items, provider.intents())
      expectClosedRefunds(items, provider.refunds())
    },
    own,
    /** The attempts at its renewals. */
    renewals: async (of: Pick<Renewing, 'customer'>): Promise<Payment[]> =>
      (await own(of)).payments.filter(({ purpose }) => purpose === 'renewal'),
    mailKinds: async (): Promise<string[]> => (await mailsOf(table)).map(({ mail }) => mail),
  }
}
