import { describe, expect } from 'vitest'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as retry } from '../../functions/billing/retry-payments.ts'
import { handler as setProfile } from '../../functions/payments/set-payment-profile.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import { setPaymentProfile } from '../../shared/payments/contract.ts'
import { day, renewing, unpaid } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { chargesIn } from './books.ts'
import { asAdmin, DECLINED, shortlyBefore, useCharging } from './charging.ts'
import { codeOf, expectOutcomes } from './outcomes.ts'

describe('attempts at a card at once', () => {
  const table = useTestTable()
  const { loseAnswers, resolved, own, renewals, mailKinds } = useCharging(table)

  raced(
    'R43 R45 a retry against a new card: each card is tried once, and the period is paid once',
    table,
    async ({ race, random }) => {
      const arranged = await table.arranged(() => unpaid({ card: DECLINED }))
      const { admin, customerId, ifMatch } = await asAdmin(arranged)
      const paymentMethod = random() < 0.3 ? 'pm_card_authenticationRequired' : 'pm_card_visa'
      loseAnswers(random)
      const [set] = await race(
        () =>
          call(
            setPaymentProfile,
            setProfile,
            admin,
            { customerId, cardType: 'RC', paymentMethod },
            { idempotencyKey: 'card', ifMatch },
          ),
        () => run(retry),
        () => run(retry),
        () => run(retry),
      )
      expectOutcomes([set], ['changed-meanwhile'])
      await resolved()
      await run(retry)
      await resolved()
      const charged = await renewals(arranged)
      const tried = charged.filter(({ createdAt }) => createdAt >= day(1))
      const cards = tried.map(({ profile }) => profile.paymentMethod)
      expect(cards).toEqual([...new Set(cards)])
      const isPaid = (await own(arranged)).customer.subscription.renewalDate === '2031-03-15'
      expect(charged.filter(({ state }) => state === 'succeeded')).toHaveLength(isPaid ? 1 : 0)
      if (codeOf(set) === 'done' && paymentMethod === 'pm_card_visa') expect(isPaid).toBe(true)
    },
  )

  raced(
    'R37 R45 a retry against the end of the grace: it is paid, or falls to free, never both',
    table,
    async ({ race, random }) => {
      const arranged = await table.arranged(async () => {
        const found = await unpaid({ card: DECLINED })
        await arrange.withCard(found.customer)
        await shortlyBefore(day(15), random)
        return found
      })
      loseAnswers(random)
      await race(
        () => run(retry),
        () => run(endGrace),
        () => run(retry),
        () => run(endGrace),
      )
      await resolved()
      await arrange.advanceClock('PT1M')
      await run(retry)
      await run(endGrace)
      await resolved()
      const { customer, billing, dues } = await own(arranged)
      const paid = (await renewals(arranged)).filter(({ state }) => state === 'succeeded')
      const isFree = customer.subscription.plan === 'free'
      expect(paid).toHaveLength(isFree ? 0 : 1)
      expect(billing).not.toHaveProperty('dunning')
      expect(Object.keys(dues)).toEqual(isFree ? [] : ['renewal'])
      const told = (await mailKinds()).filter((mail) => mail !== 'subscription-past-due')
      expect(told).toEqual(isFree ? ['fell-to-free', 'fell-to-free'] : ['payment-receipt'])
    },
  )

  raced(
    'R45 one request for an upgrade that comes several times at once: one attempt, one charge, and later the same answer',
    table,
    async ({ race, random }) => {
      const card = random() < 0.3 ? DECLINED : 'pm_card_visa'
      const arranged = await table.arranged(() => renewing({ card, payPeriod: 'yearly' }, day(-100)))
      const { admin, customerId, ifMatch } = await asAdmin(arranged)
      const asked = () =>
        call(
          changeSubscription,
          change,
          admin,
          { customerId, licences: 20 },
          { idempotencyKey: 'twice', ifMatch },
        )
      loseAnswers(random)
      const answers = await race(asked, asked, asked)
      const isPaid = card !== DECLINED
      expectOutcomes(answers, isPaid ? [] : ['payment-declined'])
      await resolved()
      const [changed, ...more] = (await own(arranged)).payments.filter(({ purpose }) => purpose === 'change')
      expect(more).toEqual([])
      expect(changed).toMatchObject({ state: isPaid ? 'succeeded' : 'declined' })
      const later = await asked()
      expect(codeOf(later)).toBe(isPaid ? 'done' : 'payment-declined')
      for (const answer of answers)
        if (answer.status === 200) expect(answer.body['payment']).toEqual(later.body['payment'])
      expect(chargesIn(await table.items())).toHaveLength(1)
      expect((await own(arranged)).customer.subscription.licences).toBe(isPaid ? 20 : 10)
    },
  )
})
