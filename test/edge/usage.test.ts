import { describe, expect, it } from 'vitest'
import { handler as announceRenewals } from '../../functions/billing/announce-renewals.ts'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as releaseCommission } from '../../functions/commission/release-commission.ts'
import { handler as renewSubscriptions } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retryPayments } from '../../functions/billing/retry-payments.ts'
import { handler as escalateOverdueApplications } from '../../functions/applications/escalate-overdue-applications.ts'
import { handler as lapseUnverifiedClaims } from '../../functions/customers/lapse-unverified-claims.ts'
import { handler as recordFailedEvent } from '../../functions/failures/record-failed-event.ts'
import { handler as completeTransfers } from '../../functions/mapping/complete-transfers.ts'
import { handler as lapseTagRequests } from '../../functions/mapping/lapse-tag-requests.ts'
import { handler as dispatchOutbox } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as resolvePayments } from '../../functions/payments/resolve-payments.ts'
import { handler as recordMailEvent } from '../../functions/notifications/record-mail-event.ts'
import { handler as retryOutbox } from '../../functions/notifications/retry-outbox.ts'
import { handler as expireTrials } from '../../functions/trials/expire-trials.ts'
import { handler as remindOfTrialEnd } from '../../functions/trials/remind-of-trial-end.ts'
import { operations } from '../../shared/contract/contract.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { graceEndDueRecord, renewalNoticeDueRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { dateOf } from '../../shared/kernel/date.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { commissionReleaseDueRecord, paymentResolveDueRecord } from '../../shared/payments/records.ts'
import { disputeDueRecord, refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import { tagRequestRecord, transferRecord } from '../../shared/mapping/records.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Key } from '../../shared/table/table.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { world } from '../../functions/outside/world.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import { day, endMapping, renewing, RENEWAL, unpaid, type Renewing } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import type { Handler } from '../support/describe/call.ts'
import { asynchronousLetter, queueEvent } from '../support/dead-letter.ts'
import { enqueue, enqueueWelcome, makeDue, parked, streamEvent, useMailService } from '../support/outbox.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { UNUSED, watchUsage } from '../support/describe/usage.ts'

interface Use {
  readonly handler: Handler
  /** Events that together make the function use all it is granted, each arranged just before. */
  readonly events: readonly (() => Promise<object>)[]
}

describe('what is granted is what is used', () => {
  const table = useTestTable()
  const mail = useMailService()
  const provider = usePaymentProvider()

  const refusedMail = async (): Promise<OutboxId> => {
    mail.failNext('throttled')
    return enqueueWelcome(arrange.somebody())
  }
  const telling = async (): Promise<OutboxId> => {
    const { former } = await arrange.pendingTransfer()
    const { partner } = former
    return enqueue({ kind: 'tell-organizations', partnerId: partner.partnerId, companyName: 'Siam Cloud' })
  }
  const ending = async (): Promise<OutboxId> => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    return enqueue({ kind: 'end-other-claims', domain: customer.domain })
  }
  const asked = async () => {
    const { customer } = await arrange.unmappedCustomer()
    return { customer, tagRequest: await arrange.tagRequest((await arrange.partner()).partner, customer) }
  }
  const overtaking = async (): Promise<OutboxId> => {
    const { customerId } = (await asked()).customer
    const customer = await reader(world.table).get(customerRecord, { customerId })
    await arrange.commit(
      customerRecord.replace(customer, consent(customer, await arrange.now()), { action: 'customer.mapped' }),
    )
    return enqueue({ kind: 'overtake-tag-requests', customerId })
  }
  const tellingSupport = async (): Promise<OutboxId> => {
    const { email } = await arrange.staff('support')
    return enqueue(tellSupport('team-partner-reactivated', email, { partnerName: 'Siam Cloud' }))
  }
  const due = async (outboxId: OutboxId): Promise<object> => {
    await makeDue(outboxId)
    return {}
  }
  const runningTrial = async (by: string): Promise<object> => {
    const { partner } = await arrange.partner()
    await arrange.customer(partner, { trial: true })
    await arrange.advanceClock(by)
    return {}
  }

  const dueTransfer = async (begin: () => Promise<unknown>): Promise<object> => {
    await begin()
    await arrange.advanceClock('P7D')
    return {}
  }

  /** The transfer of a customer whose subscription, which was cancelled, ends before it. */
  const endingTransfer = async () => {
    const anchor = dateOf(plusDays(await arrange.now(), -26))
    return arrange.pendingTransfer({ billed: { payPeriod: 'monthly', anchor, scheduled: { plan: 'free' } } })
  }

  /** What comes due about something that cannot be read is put off. */
  const unreadable = async (key: Key): Promise<void> => {
    const item = (await table.items()).find(({ pk, sk }) => pk === key.pk && sk === key.sk)
    await table.put({ ...item, ...key, createdAt: 'as no rule knows it', submittedAt: 'as no rule knows it' })
  }
  const unreadableCustomer = async (by: string): Promise<object> => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await unreadable(customerRecord.key(customer))
    await arrange.advanceClock(by)
    return {}
  }

  const DECLINED = 'pm_card_chargeCustomerFail'
  const alone = async (begin: () => Promise<unknown>): Promise<object> => {
    await table.clear()
    await begin()
    return {}
  }
  /** What is open alone, as the answer of its charge was lost, and due to be looked into. */
  const open = (begin: () => Promise<Pick<Renewing, 'payment'>>): Promise<object> =>
    alone(async () => {
      const { paymentId } = (await begin()).payment
      await arrange.commit(paymentResolveDueRecord.put({ id: paymentId, dueAt: plusMillis(realNow(), -1) }))
    })
  /** A retry whose card was charged and whose answer was lost. */
  const retried = async (): Promise<Pick<Renewing, 'payment'>> => {
    const { customer } = await unpaid()
    await arrange.withCard(customer)
    provider.fail({ fault: 'lost-after', times: 2 })
    await run(retryPayments)
    const { billing } = await arrange.storedAccount(customer.customerId)
    if (!billing?.pending) throw new Error('The retry is not open')
    return { payment: await arrange.storedPayment(billing.pending) }
  }
  /** The same of a refund of released commission, which ends a subscription that is past due. */
  const openRefund = (of: Parameters<typeof arrange.refundBegun>[1]): Promise<object> =>
    alone(async () => {
      const { payment, customer } = await arrange.sold({ cardType: 'CC' })
      await arrange.commissionReleased(payment)
      await arrange.wentUnpaid(customer, 'declined', await arrange.now())
      const { refundId: id } = await arrange.refundBegun(payment, of)
      await arrange.commit(refundResolveDueRecord.put({ id, dueAt: plusMillis(realNow(), -1) }))
    })
  /** A lost dispute for which nothing is open any more. */
  const waitingDispute = (): Promise<object> =>
    alone(async () => {
      const { providerIntent } = (await arrange.sold({ cardType: 'RC' })).payment
      await provider.takeEvents()
      provider.dispute(providerIntent)
      const [event] = await provider.takeEvents()
      const { id } = JSON.parse(event?.body ?? '').data.object
      await arrange.commit(disputeDueRecord.put({ id, dueAt: plusMillis(realNow(), -1) }))
    })
  const tried = async (): Promise<Pick<Renewing, 'payment'>> => {
    await arrange.advanceClockTo(RENEWAL)
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { verified: true, trial: true })
    await arrange.withCard(customer)
    return { payment: await arrange.changeBegun(customer, { licences: 20 }, await arrange.now()) }
  }

  const uses: Readonly<Record<string, Use>> = {
    renewSubscriptions: {
      handler: renewSubscriptions,
      events: [
        () => alone(() => renewing({ payPeriod: 'yearly', cardType: 'CC' })),
        () => alone(() => renewing({ card: DECLINED })),
        () => alone(() => renewing({ scheduled: { plan: 'free' } })),
      ],
    },
    retryPayments: {
      handler: retryPayments,
      events: [
        () => alone(async () => arrange.withCard((await unpaid({ payPeriod: 'yearly' })).customer, 'CC')),
        () => alone(() => unpaid({ card: DECLINED })),
        () => alone(async () => endMapping(await unpaid({ cardType: 'CC' }))),
      ],
    },
    endGrace: {
      handler: endGrace,
      events: [
        () => alone(() => unpaid({}, day(15))),
        () =>
          alone(async () => {
            const { customerId: id } = (await unpaid()).customer
            await arrange.commit(graceEndDueRecord.put({ id, dueAt: day(1) }))
          }),
      ],
    },
    releaseCommission: {
      handler: releaseCommission,
      events: [
        () => alone(() => arrange.heldToTheEnd()),
        () =>
          alone(async () => {
            const { paymentId: id } = (await arrange.subscribed({ cardType: 'CC' })).payment
            await arrange.commit(commissionReleaseDueRecord.put({ id, dueAt: await arrange.now() }))
          }),
      ],
    },
    announceRenewals: {
      handler: announceRenewals,
      events: [
        () => alone(() => renewing({ payPeriod: 'yearly' }, day(-7))),
        () =>
          alone(async () => {
            const { customerId: id } = (await renewing({ payPeriod: 'yearly' }, day(-8))).customer
            await arrange.commit(renewalNoticeDueRecord.put({ id, dueAt: day(-8) }))
          }),
      ],
    },
    resolvePayments: {
      handler: resolvePayments,
      events: [
        () => open(() => renewing({ pending: 'renewal', payPeriod: 'yearly', cardType: 'CC' })),
        () => open(() => renewing({ pending: 'renewal', card: DECLINED })),
        () => open(retried),
        () => open(tried),
        async () => {
          const event = await open(() => renewing({ pending: 'renewal' }))
          provider.fail({ fault: 'lost-before', times: 2 })
          return event
        },
        () => openRefund({ endsSubscription: true }),
        async () => {
          const event = await openRefund({ amount: 100 })
          provider.fail({ fault: 'lost-before', times: 2 })
          return event
        },
        () => waitingDispute(),
        async () => {
          const event = await waitingDispute()
          provider.fail({ fault: 'lost-before', times: 2 })
          return event
        },
      ],
    },
    dispatchOutbox: {
      handler: dispatchOutbox,
      events: [
        async () => streamEvent(await refusedMail()),
        async () => streamEvent(await telling()),
        async () => streamEvent(await ending()),
        async () => streamEvent(await tellingSupport()),
        async () => streamEvent(await overtaking()),
      ],
    },
    retryOutbox: {
      handler: retryOutbox,
      events: [
        async () => due(await refusedMail()),
        async () => due(await telling()),
        async () => due(await ending()),
        async () => due(await tellingSupport()),
        async () => due(await overtaking()),
        async () => {
          const outboxId = await enqueueWelcome(arrange.somebody())
          await makeDue(outboxId)
          await arrange.commit(outboxEntryRecord.set({ outboxId }, { state: 'as no rule knows it' }))
          return {}
        },
      ],
    },
    recordMailEvent: {
      handler: recordMailEvent,
      events: [
        async () => {
          const { mailId } = await parked()
          return {
            detail: { eventType: 'Delivery', mail: { messageId: 'message', tags: { outboxId: [mailId] } } },
          }
        },
      ],
    },
    recordFailedEvent: {
      handler: recordFailedEvent,
      events: [async () => queueEvent(asynchronousLetter({}))],
    },
    remindOfTrialEnd: {
      handler: remindOfTrialEnd,
      events: [() => runningTrial('P9D'), () => runningTrial('P14DT1H')],
    },
    escalateOverdueApplications: {
      handler: escalateOverdueApplications,
      events: [
        async () => {
          await arrange.staff('reviewer')
          await arrange.application()
          await arrange.advanceClock('P7D')
          return {}
        },
        async () => {
          await unreadable(applicationRecord.key((await arrange.application()).application))
          await arrange.advanceClock('P7D')
          return {}
        },
      ],
    },
    lapseUnverifiedClaims: {
      handler: lapseUnverifiedClaims,
      events: [
        () => runningTrial('P23D'),
        () => runningTrial('P30D'),
        () => unreadableCustomer('P23D'),
        () => unreadableCustomer('P30D'),
      ],
    },
    completeTransfers: {
      handler: completeTransfers,
      events: [
        () => dueTransfer(arrange.pendingTransfer),
        () => dueTransfer(() => arrange.pendingTransfer({ billed: { dunning: 'declined' } })),
        () => dueTransfer(endingTransfer),
        () => dueTransfer(arrange.objectedTransfer),
        () =>
          dueTransfer(async () => {
            const { transfer } = await arrange.pendingTransfer()
            await unreadable(transferRecord.key(transfer))
          }),
      ],
    },
    lapseTagRequests: {
      handler: lapseTagRequests,
      events: [
        async () => {
          await asked()
          await arrange.advanceClock('P15D')
          return {}
        },
        async () => {
          await unreadable(tagRequestRecord.key((await asked()).tagRequest))
          await arrange.advanceClock('P15D')
          return {}
        },
      ],
    },
    expireTrials: {
      handler: expireTrials,
      events: [() => runningTrial('P16D'), () => unreadableCustomer('P16D')],
    },
  }
  const unattended = operations.filter(
    (operation) => !isHttp(operation) && operation.declaration.on.kind !== 'token-generation',
  )

  it.each(unattended)('$name uses every permission that it is granted, and no other', async (operation) => {
    const use = uses[operation.name]
    if (!use) throw new Error(`Say here how ${operation.name} uses what it is granted`)
    const usage = watchUsage(operation, () => table.proxy)
    for (const arranged of use.events) {
      const event = await arranged()
      await usage.during(() => run(use.handler, event))
    }
    expect(usage.faults()).toEqual({ unused: [], ungranted: [], needless: [] })
  })

  it('is found untrue both where something is granted and not used, and where something is used and not granted', async () => {
    const [lists] = operations.filter(({ name }) => name === 'listStaff')
    const [records] = operations.filter(({ name }) => name === 'recordMailEvent')
    if (!lists || !records) throw new Error('The contract lacks what is compared here')
    const idle = watchUsage(lists, () => table.proxy)
    expect(idle.faults().unused).toContain('dynamodb:Query listing STAFF')
    const other = watchUsage(records, () => table.proxy)
    await other.during(() => run(recordFailedEvent, queueEvent(asynchronousLetter({}))))
    expect(other.faults().ungranted.join()).toContain('dynamodb:PutItem FAILED-EVENT#')
    expect(other.faults().unused).toContain('dynamodb:PutItem OUTBOX#*')
  })

  it('excepts nothing without an operation and a reason', () => {
    for (const [name, exceptions] of Object.entries(UNUSED)) {
      expect(operations.map((operation) => operation.name)).toContain(name)
      for (const { reason } of exceptions) expect(reason.length).toBeGreaterThan(40)
    }
  })
})
