import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isAboveOneAndOne, keptCosts, unexplained } from '../bench/costs.ts'
import { handler as escalateOverdueApplications } from '../functions/applications/escalate-overdue-applications.ts'
import { handler as announceRenewals } from '../functions/billing/announce-renewals.ts'
import { handler as endGrace } from '../functions/billing/end-grace.ts'
import { handler as releaseCommission } from '../functions/commission/release-commission.ts'
import { handler as renewSubscriptions } from '../functions/billing/renew-subscriptions.ts'
import { handler as retryPayments } from '../functions/billing/retry-payments.ts'
import { handler as lapseUnverifiedClaims } from '../functions/customers/lapse-unverified-claims.ts'
import { handler as recordFailedEvent } from '../functions/failures/record-failed-event.ts'
import { handler as addTokenClaims } from '../functions/identity/add-token-claims.ts'
import { handler as lapseTagRequests } from '../functions/mapping/lapse-tag-requests.ts'
import { handler as completeTransfers } from '../functions/mapping/complete-transfers.ts'
import { handler as dispatchOutbox } from '../functions/notifications/dispatch-outbox.ts'
import { handler as recordMailEvent } from '../functions/notifications/record-mail-event.ts'
import { handler as retryOutbox } from '../functions/notifications/retry-outbox.ts'
import { realNow } from '../functions/outside/real-now.ts'
import { handler as resolvePayments } from '../functions/payments/resolve-payments.ts'
import { handler as expireTrials } from '../functions/trials/expire-trials.ts'
import { handler as remindOfTrialEnd } from '../functions/trials/remind-of-trial-end.ts'
import { operations } from '../shared/contract/contract.ts'
import { plusMillis } from '../shared/kernel/time.ts'
import { paymentResolveDueRecord } from '../shared/payments/records.ts'
import { day, renewing, unpaid } from './billing/renewing.ts'
import * as arrange from './support/arrange.ts'
import { lambdaContext } from './support/describe/call.ts'
import { asynchronousLetter, queueEvent } from './support/dead-letter.ts'
import { atKeptCost } from './support/describe/operation-cost.ts'
import { enqueueWelcome, makeDue, streamEvent, useMailService } from './support/outbox.ts'
import { run } from './support/describe/run.ts'
import { usePaymentProvider } from './support/payment-provider.ts'
import { useTestTable } from './support/table/test-table.ts'

/** What every operation over HTTP costs is compared where its `done` is tested, in describe-operation.ts. */
describe('operation-cost', () => {
  const table = useTestTable()
  const mail = useMailService()
  usePaymentProvider()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  it('is kept for exactly the operations of the contract', () => {
    expect(Object.keys(keptCosts()), 'npm run accept renews bench/operation-cost.json').toEqual(
      operations.map(({ name }) => name).sort(),
    )
  })

  it('is explained exactly where it is above one read and one write', () => {
    const needless = Object.entries(keptCosts()).filter(
      ([, cost]) => cost.why !== undefined && !isAboveOneAndOne(cost),
    )
    expect(unexplained(keptCosts()), 'add its "why" to bench/operation-cost.json').toEqual([])
    expect(needless).toEqual([])
  })

  it('of addTokenClaims: a sign-in', async () => {
    const event = {
      version: '2',
      triggerSource: 'TokenGeneration_HostedAuth',
      request: { userAttributes: { email: 'somchai@example.co.th', email_verified: 'true' } },
      response: { claimsAndScopeOverrideDetails: null },
    }
    await atKeptCost('addTokenClaims', table, () => addTokenClaims(event, lambdaContext('addTokenClaims')))
  })

  it('of dispatchOutbox: one mail', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    await atKeptCost('dispatchOutbox', table, () => run(dispatchOutbox, streamEvent(outboxId)))
  })

  it('of recordMailEvent: one mail that came back', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    await run(dispatchOutbox, streamEvent(outboxId))
    const event = {
      detail: { eventType: 'Bounce', mail: { messageId: 'm-1', tags: { outboxId: [outboxId] } } },
    }
    await atKeptCost('recordMailEvent', table, () => run(recordMailEvent, event))
  })

  it('of retryOutbox: one mail that could not be sent before', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    mail.failNext('throttled')
    await run(dispatchOutbox, streamEvent(outboxId))
    await makeDue(outboxId)
    await atKeptCost('retryOutbox', table, () => run(retryOutbox))
  })

  it('of recordFailedEvent: one dead letter', async () => {
    await atKeptCost('recordFailedEvent', table, () =>
      run(recordFailedEvent, queueEvent(asynchronousLetter({}))),
    )
  })

  it('of escalateOverdueApplications: one application, two to tell', async () => {
    await arrange.staff('reviewer')
    await arrange.application()
    await arrange.advanceClock('P7D')
    await atKeptCost('escalateOverdueApplications', table, () => run(escalateOverdueApplications))
  })

  it('of lapseUnverifiedClaims: one warned of, one lapsed', async () => {
    const { partner } = await arrange.partner()
    await arrange.customer(partner)
    await arrange.advanceClock('P7D')
    await arrange.customer(partner)
    await arrange.advanceClock('P23D')
    await atKeptCost('lapseUnverifiedClaims', table, () => run(lapseUnverifiedClaims))
  })

  it('of lapseTagRequests: one request', async () => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.unmappedCustomer()
    await arrange.tagRequest(partner, customer)
    await arrange.advanceClock('P15D')
    await atKeptCost('lapseTagRequests', table, () => run(lapseTagRequests))
  })

  it('of remindOfTrialEnd and expireTrials: one trial', async () => {
    const { partner } = await arrange.partner()
    await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P8D')
    await atKeptCost('remindOfTrialEnd', table, () => run(remindOfTrialEnd))
    await arrange.advanceClock('P8D')
    await atKeptCost('expireTrials', table, () => run(expireTrials))
  })

  it('of completeTransfers: one that is completed', async () => {
    await arrange.pendingTransfer()
    await arrange.advanceClock('P7D')
    await atKeptCost('completeTransfers', table, () => run(completeTransfers))
  })

  const due = async (begin: () => Promise<unknown>): Promise<void> => {
    await table.clear()
    await table.arranged(begin)
  }

  it('of renewSubscriptions: one that is charged', async () => {
    await due(() => renewing())
    await atKeptCost('renewSubscriptions', table, () => run(renewSubscriptions))
  })

  it('of retryPayments: one that is charged', async () => {
    await due(async () => arrange.withCard((await unpaid()).customer))
    await atKeptCost('retryPayments', table, () => run(retryPayments))
  })

  it('of endGrace: one that falls to free', async () => {
    await due(() => unpaid({}, day(15)))
    await atKeptCost('endGrace', table, () => run(endGrace))
  })

  it('of releaseCommission: one', async () => {
    await due(() => arrange.heldToTheEnd())
    await atKeptCost('releaseCommission', table, () => run(releaseCommission))
  })

  it('of announceRenewals: one', async () => {
    await due(() => renewing({ payPeriod: 'yearly' }, day(-7)))
    await atKeptCost('announceRenewals', table, () => run(announceRenewals))
  })

  it('of resolvePayments: one that was charged', async () => {
    await due(async () => {
      const { payment } = await renewing({ pending: 'renewal' })
      const dueAt = plusMillis(realNow(), -1)
      await arrange.commit(paymentResolveDueRecord.put({ id: payment.paymentId, dueAt }))
    })
    await atKeptCost('resolvePayments', table, () => run(resolvePayments))
  })
})
