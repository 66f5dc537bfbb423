import { describe, expect } from 'vitest'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retry } from '../../functions/billing/retry-payments.ts'
import { handler as complete } from '../../functions/mapping/complete-transfers.ts'
import { handler as end } from '../../functions/mapping/end-partner-mapping.ts'
import { handler as setProfile } from '../../functions/payments/set-payment-profile.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import type { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import { setPaymentProfile } from '../../shared/payments/contract.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { day, renewing, RENEWAL, unpaid } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { chargesIn } from './books.ts'
import { asAdmin, MET, shortlyBefore, useCharging, type AsAdmin } from './charging.ts'
import { expectOnePartner } from './one-partner.ts'
import { expectOutcomes } from './outcomes.ts'

const GONE = [...MET, 'customer-not-found', 'payment-profile-missing']

/** Expects that each charge of a partner's own card was begun while the customer was that partner's (R14). */
const expectOwnCards = (items: readonly StoredItem[], customerId: CustomerId, first: PartnerId): void => {
  const chain = items
    .filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customerId}`)
    .map((item) => auditEntryRecord.parse(item))
  const payers = new Map(chargesIn(items).map(({ paymentId, profile }) => [String(paymentId), profile]))
  let present: string | undefined = first
  for (const { action, details } of chain) {
    if (action === 'customer.mapped') present = String(details['to'])
    if (action === 'customer.unmapped') present = undefined
    const profile = action === 'subscription.charge-begun' && payers.get(String(details['paymentId']))
    if (profile && profile.cardType === 'RC') expect(profile.ownerId).toBe(present)
  }
}

describe('the card of a former partner', () => {
  const table = useTestTable()
  const { loseAnswers, resolved } = useCharging(table)

  const changing = async (of: AsAdmin) => {
    const { customerId } = of.customer
    const { ifMatch } = await asAdmin(of)
    const card = { customerId, cardType: 'RC', paymentMethod: 'pm_card_mastercard' }
    return {
      newCard: () =>
        call(setPaymentProfile, setProfile, of.admin, card, { idempotencyKey: 'card', ifMatch: '*' }),
      upgrade: () =>
        call(
          changeSubscription,
          change,
          of.admin,
          { customerId, licences: 12 },
          { idempotencyKey: 'up', ifMatch },
        ),
    }
  }

  /** Whatever is due by now and in a month comes to its end; then no former partner pays, or has paid, for what was not its sale. */
  const expectOwnCardsAlone = async (
    { customerId }: { readonly customerId: CustomerId },
    first: PartnerId,
  ): Promise<void> => {
    for (const months of [0, 1]) {
      if (months > 0) await arrange.advanceClock('P31D')
      for (const job of [complete, renew, retry]) await run(job)
      await resolved()
    }
    const items = await table.items()
    expectOnePartner(items, customerId, first)
    expectOwnCards(items, customerId, first)
  }

  raced(
    'R14 R16 R45 a renewal or a try, an upgrade and a new card against the end of the mapping: nothing is charged to the card of the former partner after it',
    table,
    async ({ race, random }) => {
      const isUnpaid = random() < 0.5
      const arranged = await table.arranged(() => (isUnpaid ? unpaid() : renewing()))
      const { customerId } = arranged.customer
      const { newCard, upgrade } = await changing(arranged)
      const job = isUnpaid ? retry : renew
      loseAnswers(random)
      const [ended, carded, changed] = await race(
        () => call(endPartnerMapping, end, arranged.superAdmin, { customerId }),
        newCard,
        upgrade,
        () => run(job),
        () => run(job),
      )
      expectOutcomes([ended, carded, changed], GONE)
      await resolved()
      await expectOwnCardsAlone(arranged.customer, arranged.partner.partnerId)
    },
    fewerHistories(6),
  )

  raced(
    'R14 R45 a renewal, an upgrade and a new card against the completion of a transfer: nothing is charged to the card of the former partner after it',
    table,
    async ({ race, random }) => {
      const { customer, former } = await table.arranged(async () => {
        await arrange.advanceClockTo(day(-7))
        const pending = await arrange.pendingTransfer({
          billed: { payPeriod: 'monthly', anchor: '2031-01-15', cardType: random() < 0.8 ? 'RC' : 'CC' },
        })
        await shortlyBefore(RENEWAL, random)
        return pending
      })
      const { newCard, upgrade } = await changing({ admin: former.admin, customer })
      loseAnswers(random)
      const [carded, changed] = await race(
        newCard,
        upgrade,
        () => run(complete),
        () => run(renew),
        () => run(renew),
      )
      expectOutcomes([carded, changed], GONE)
      await resolved()
      await expectOwnCardsAlone(customer, former.partner.partnerId)
    },
    fewerHistories(6),
  )
})
