import { describe, expect } from 'vitest'
import { handler as cancel } from '../../functions/billing/cancel-subscription.ts'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { cancelSubscription, changeSubscription } from '../../shared/billing/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { renewing, RENEWAL } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { asAdmin, DECLINED, MET, shortlyBefore, useCharging } from './charging.ts'
import { codeOf, expectOutcomes } from './outcomes.ts'

describe('renewals at once', () => {
  const table = useTestTable()
  const { loseAnswers, resolved, own, renewals, mailKinds } = useCharging(table)

  raced(
    'R45 several runs of the renewal, against the resolution of what is open: one attempt, one charge, one receipt',
    table,
    async ({ race, random }) => {
      const card = random() < 0.3 ? DECLINED : 'pm_card_visa'
      const arranged = await table.arranged(() =>
        renewing({ card, payPeriod: random() < 0.5 ? 'monthly' : 'yearly' }),
      )
      loseAnswers(random)
      await race(
        () => run(renew),
        () => run(renew),
        () => run(resolve),
        () => run(renew),
      )
      await run(renew)
      await resolved()
      const [renewal, ...more] = await renewals(arranged)
      expect(more).toEqual([])
      const isPaid = card !== DECLINED
      expect(renewal).toMatchObject({ state: isPaid ? 'succeeded' : 'declined' })
      const { customer, dues } = await own(arranged)
      expect(customer.subscription.renewalDate === '2031-02-15').toBe(!isPaid)
      expect('renewal' in dues).toBe(isPaid)
      expect(await mailKinds()).toEqual([isPaid ? 'payment-receipt' : 'subscription-past-due'])
    },
  )

  raced(
    'R41 R45 the renewal against an upgrade about midnight: each is charged for what the other left',
    table,
    async ({ race, random }) => {
      const arranged = await table.arranged(async () => {
        const found = await renewing()
        await shortlyBefore(RENEWAL, random)
        return found
      })
      const { admin, customerId, ifMatch } = await asAdmin(arranged)
      loseAnswers(random)
      const [changed] = await race(
        () =>
          call(
            changeSubscription,
            change,
            admin,
            { customerId, licences: 500 },
            { idempotencyKey: 'up', ifMatch },
          ),
        () => run(renew),
        () => run(renew),
      )
      expectOutcomes([changed], MET)
      await resolved()
      await arrange.advanceClock('PT1M')
      await run(renew)
      await resolved()
      const { customer, payments } = await own(arranged)
      const upgrade = payments.find(({ purpose }) => purpose === 'change')
      const renewed = payments.find(({ purpose }) => purpose === 'renewal')
      expect(renewed).toMatchObject({ state: 'succeeded' })
      expect(customer.subscription).toMatchObject({ licences: upgrade ? 500 : 10, renewalDate: '2031-03-15' })
      if (codeOf(changed) === 'done' && changed.status === 200)
        expect(upgrade).toMatchObject({ state: 'succeeded' })
      // The upgrade was paid before the renewal, whose charge knows of it, or of a period that began with it.
      if (upgrade && upgrade.periodStart < '2031-02-15') expect(renewed).toMatchObject({ list: 200_000 })
    },
  )

  raced(
    'R37 R41 R45 the renewal against a cancellation about midnight: it is charged, or falls to free',
    table,
    async ({ race, random }) => {
      const arranged = await table.arranged(async () => {
        const found = await renewing()
        await shortlyBefore(RENEWAL, random)
        return found
      })
      const { admin, customerId, ifMatch } = await asAdmin(arranged)
      loseAnswers(random)
      const [cancelled] = await race(
        () => call(cancelSubscription, cancel, admin, { customerId }, { idempotencyKey: 'off', ifMatch }),
        () => run(renew),
        () => run(renew),
      )
      expectOutcomes([cancelled], MET)
      await resolved()
      await arrange.advanceClock('PT1M')
      await run(renew)
      await resolved()
      const { customer, billing } = await own(arranged)
      const charged = await renewals(arranged)
      const isFree = customer.subscription.plan === 'free'
      expect(charged).toHaveLength(isFree ? 0 : 1)
      if (codeOf(cancelled) === 'done') expect(isFree || billing.scheduled?.plan === 'free').toBe(true)
      expect((await mailKinds()).toSorted()).toEqual(
        isFree ? ['fell-to-free', 'fell-to-free'] : ['payment-receipt'],
      )
    },
  )

  raced(
    'R14 R45 R47 the renewal against a move to another partner: the sale is of who had the customer at the intent',
    table,
    async ({ race, random }) => {
      const cardType = random() < 0.5 ? 'CC' : 'RC'
      const { arranged, code, next } = await table.arranged(async () => {
        const found = await renewing({ cardType })
        const { customer } = await arrange.storedAccount(found.customer.customerId)
        const subscription = { ...customer.subscription, paidSince: RENEWAL }
        await arrange.commit(
          customerRecord.replace(customer, { ...customer, subscription }, { action: 'customer.arranged' }),
        )
        const other = await arrange.partner()
        return { arranged: found, next: other, code: await arrange.partnerCode(other.partner) }
      })
      const { customerId } = arranged.customer
      loseAnswers(random)
      const [moved] = await race(
        () => call(tagPartner, tag, arranged.superAdmin, { customerId, code }),
        () => run(renew),
        () => run(renew),
      )
      expectOutcomes([moved], [])
      await resolved()
      await run(renew)
      await resolved()
      const { customer, billing, ledger } = await own(arranged)
      const [renewal, ...more] = await renewals(arranged)
      expect(more).toEqual([])
      const partners = [arranged.partner.partnerId, next.partner.partnerId]
      expect(partners).toContain(customer.partnerId)
      if (renewal) {
        expect(partners).toContain(renewal.partnerId)
        expect(ledger.find(({ eventId }) => eventId === `${renewal.paymentId}#charge`)).toMatchObject({
          partnerId: renewal.partnerId,
        })
        // A reseller's card is charged for its own sales alone.
        if (cardType === 'RC') expect(renewal).toMatchObject({ profile: { ownerId: renewal.partnerId } })
      } else expect(billing.dunning).toMatchObject({ reason: 'no-profile' })
    },
  )
})
