import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { handler as list } from '../../functions/audit/list-audit.ts'
import { handler as verify } from '../../functions/audit/verify-audit.ts'
import { handler as cancel } from '../../functions/billing/cancel-subscription.ts'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as end } from '../../functions/mapping/end-mapping.ts'
import { handler as setProfile } from '../../functions/payments/set-payment-profile.ts'
import { listAudit, verifyAudit } from '../../shared/audit/contract.ts'
import { cancelSubscription, changeSubscription } from '../../shared/billing/contract.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import { endMapping } from '../../shared/mapping/contract.ts'
import { setPaymentProfile } from '../../shared/payments/contract.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const Lines = z.array(
  z.looseObject({
    action: z.string().optional(),
    before: z.record(z.string(), z.unknown()).optional(),
    after: z.record(z.string(), z.unknown()).optional(),
  }),
)

describe('the log of an organisation about its subscription', () => {
  usePaymentProvider()
  const table = useMemoryTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  it('R53 tells what the plan was and is, and nothing of the card or of the money of its partner', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner, { verified: true })
    const { customerId } = customer
    const options = () => ({ idempotencyKey: newUlid(), ifMatch: '*' })
    const done = async (asked: ReturnType<typeof call>) => expect(await asked).toMatchObject({ status: 200 })
    const card = (cardType: string, paymentMethod: string) =>
      done(call(setPaymentProfile, setProfile, admin, { customerId, cardType, paymentMethod }, options()))
    const changed = (wish: object) =>
      done(call(changeSubscription, change, admin, { customerId, ...wish }, options()))

    await card('CC', 'pm_card_visa')
    await changed({ plan: 'standard', licences: 10, payPeriod: 'monthly' })
    await changed({ licences: 12, storage: [{ gb: 25, count: 1 }] })
    await changed({ licences: 8 })
    const { renewalDate = '' } = (await arrange.storedAccount(customerId)).customer.subscription
    await arrange.advanceClockTo(startOfDate(renewalDate))
    await run(renew)
    await card('RC', 'pm_card_chargeCustomerFail')
    await done(call(cancelSubscription, cancel, admin, { customerId }, options()))
    await done(call(endMapping, end, admin, { customerId }, options()))

    const { body } = await call(listAudit, list, superAdmin, { customerId, limit: 100 })
    const lines = Lines.parse(body['items']).toReversed()
    const told = lines.map(({ action = '', before = {}, after = {} }) => ({ action, before, after }))
    const month = { plan: 'standard', licences: 10, payPeriod: 'monthly' }
    // The charge of a change may begin in the millisecond in which the change follows it.
    const begun = told.filter(({ action }) => action === 'subscription.charge-begun')
    expect(begun).toHaveLength(3)
    const followed = told.filter((one) => one.action.startsWith('subscription.') && !begun.includes(one))
    expect(followed).toMatchObject([
      {
        action: 'subscription.purchased',
        before: { subscription: { plan: 'free' } },
        after: { subscription: month },
      },
      {
        action: 'subscription.changed',
        before: { subscription: { licences: 10 }, storage: [] },
        after: { subscription: { licences: 12 }, storage: [{ gb: 25, count: 1 }] },
      },
      { action: 'subscription.change-scheduled', after: { scheduled: { licences: 8 } } },
      {
        action: 'subscription.renewed',
        before: { subscription: { licences: 12 }, scheduled: { licences: 8 } },
        after: { subscription: { licences: 8 } },
      },
      { action: 'subscription.cancellation-scheduled', after: { scheduled: { plan: 'free' } } },
    ])
    expect(told.map(({ action }) => action)).toContain('customer.unmapped')
    const secret =
      /discount|commission|minor|bps|revenue|carried|visa|4242|pm_|pi_|payment-method|cardType|"RC"|"CC"/i
    expect(JSON.stringify(told)).not.toMatch(secret)
    const chain = table.items().filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customerId}`)
    expect(JSON.stringify(chain)).not.toMatch(/discount|commission|minor|bps|revenue|carried|4242|pm_|pi_/i)

    const verified = await call(verifyAudit, verify, superAdmin, { customerId })
    expect(verified.body).toMatchObject({ broken: [] })
  })
})
