import { describe, expect } from 'vitest'
import { handler as cancel } from '../../functions/billing/cancel-subscription.ts'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { cancelSubscription, changeSubscription } from '../../shared/billing/contract.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { RENEWAL } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { asAdmin, MET } from './charging.ts'
import { codeOf, expectOutcomes } from './outcomes.ts'
import { useRefunding } from './refunding.ts'

describe('refunds that end a subscription, at once with what else changes it', () => {
  const table = useTestTable()
  const { loseAnswers, resolved, own, renewals, mailKinds, selling, refund, made, expectFree } =
    useRefunding(table)

  raced(
    'R37 R46 a refund that ends the subscription against its renewal: it is free and not charged again, or renewed first',
    table,
    async ({ race, random }) => {
      const sold = await selling(RENEWAL)
      loseAnswers(random)
      const [answer] = await race(
        () => refund(sold, { endsSubscription: true }, 'end'),
        () => run(renew),
        () => run(renew),
      )
      expectOutcomes([answer], ['payment-pending'])
      await resolved()
      await arrange.advanceClock('PT1M')
      await run(renew)
      await resolved()
      const hasEnded = (await made()).length > 0
      const [renewal, ...more] = await renewals(sold)
      expect(more).toEqual([])
      if (!hasEnded) expect(renewal).toMatchObject({ state: 'succeeded' })
      await expectFree(sold, hasEnded)
      expect((await mailKinds()).filter((kind) => kind === 'fell-to-free')).toHaveLength(hasEnded ? 2 : 0)
    },
  )

  raced(
    'R37 R41 R46 a refund that ends the subscription against an upgrade or its cancellation: what is refunded ends free',
    table,
    async ({ race, random }) => {
      const sold = await selling()
      const { admin, customerId, ifMatch } = await asAdmin(sold)
      const isUpgrade = random() < 0.7
      loseAnswers(random)
      const [ended, other] = await race(
        () => refund(sold, { endsSubscription: true }, 'end'),
        () =>
          isUpgrade
            ? call(
                changeSubscription,
                change,
                admin,
                { customerId, licences: 500 },
                { idempotencyKey: 'up', ifMatch },
              )
            : call(cancelSubscription, cancel, admin, { customerId }, { idempotencyKey: 'off', ifMatch }),
      )
      expectOutcomes([ended], ['payment-pending'])
      expectOutcomes([other], [...MET, 'subscription-free'])
      await resolved()
      const hasEnded = (await made()).length > 0
      if (codeOf(ended) === 'done') expect(hasEnded).toBe(true)
      await expectFree(sold, hasEnded)
    },
  )

  raced(
    'R14 R46 a refund that ends the subscription against a move to another partner: both happen, and the seller bears the claw-back',
    table,
    async ({ race, random }) => {
      const sold = await selling()
      const { code, next } = await table.arranged(async () => {
        const other = await arrange.partner()
        return { next: other, code: await arrange.partnerCode(other.partner) }
      })
      const { customerId } = sold.customer
      loseAnswers(random)
      const [moved, ended] = await race(
        () => call(tagPartner, tag, sold.superAdmin, { customerId, code }),
        () => refund(sold, { endsSubscription: true }, 'end'),
      )
      expectOutcomes([moved, ended], [])
      await resolved()
      const { customer, billing } = await own(sold)
      if (codeOf(moved) === 'done') expect(customer.partnerId).toBe(next.partner.partnerId)
      const hasEnded = (await made()).length > 0
      if (codeOf(ended) === 'done') expect(hasEnded).toBe(true)
      await expectFree(sold, hasEnded)
      expect(billing.revenues).toEqual({ [sold.partner.partnerId]: hasEnded ? 0 : 4_000 })
    },
  )
})
