import { describe, expect } from 'vitest'
import { handler as deactivating } from '../../functions/partners/deactivate-partner.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { raced } from '../support/faults/histories.ts'
import { auditActions } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { codeOf, expectCount, expectOutcomes, isDone, isUnknown } from './outcomes.ts'
import { approve, clawBack, pay, reject, request, useRedeeming } from './redeeming.ts'

describe('decisions about a payout at once', () => {
  const table = useTestTable()
  const { settled, mailsTold, deciding } = useRedeeming(table)

  raced(
    'R46 R48 an approval, or a payment, against a claw-back: nothing is approved or paid once less than nothing is available',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.5
      const before = isPayment ? 'approved' : 'requested'
      const { payoutId, payout, refund, finance } = await deciding(before)
      const decide = isPayment ? pay : approve
      const [decided] = await race(
        () => decide(finance[0], payoutId),
        () => clawBack(refund),
      )
      expectOutcomes([decided], ['claw-back-outstanding'])
      const { state } = await arrange.storedPayout(payout)
      expectCount(state === before ? 0 : 1, [decided])
      await settled()
      expect((await arrange.redeemableOf(payout)).available).toBe(-2_400)
      expect(codeOf(await decide(finance[1], payoutId))).toBe(
        state === before
          ? 'claw-back-outstanding'
          : isPayment
            ? 'payout-not-approved'
            : 'payout-not-requested',
      )
    },
  )

  raced(
    'R8 R48 an approval, or a payment, against the deactivation of the partner: whichever comes second is refused or too late',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.5
      const before = isPayment ? 'approved' : 'requested'
      const { payoutId, payout, partner, finance } = await deciding(before)
      const support = await table.arranged(() => arrange.staff('support'))
      const { partnerId } = partner
      const [decided, deactivated] = await race(
        () => (isPayment ? pay : approve)(finance[0], payoutId),
        () => call(deactivatePartner, deactivating, support, { partnerId, reason: 'Unpaid.' }),
      )
      expectOutcomes([decided], ['payouts-frozen'])
      expectOutcomes([deactivated], [])
      const { state } = await arrange.storedPayout(payout)
      expectCount(state === before ? 0 : 1, [decided])
      if (codeOf(decided) === 'payouts-frozen') expect(state).toBe(before)
      await settled()
      if (!isDone(deactivated)) return
      const late = isPayment ? [] : [await approve(finance[1], payoutId)]
      for (const again of [...late, await pay(finance[1], payoutId)]) expect(isDone(again)).toBe(false)
      expect(codeOf(await reject(finance[1], payoutId))).toBe(state === 'paid' ? 'payout-closed' : 'done')
      await settled()
    },
  )

  raced(
    'R48 two members of finance who pay at once: it is paid once, and the partner is told once',
    table,
    async ({ race }) => {
      const { payoutId, payout, finance } = await deciding('approved')
      const answers = await race(
        () => pay(finance[0], payoutId),
        () => pay(finance[1], payoutId),
      )
      expectOutcomes(answers, ['payout-not-approved'])
      const { state } = await arrange.storedPayout(payout)
      const count = state === 'paid' ? 1 : 0
      expectCount(count, answers)
      await settled()
      expect(await arrange.redeemableOf(payout)).toMatchObject({ paidOut: count * 12_000 })
      expect(await mailsTold()).toEqual(count === 1 ? ['payout-paid'] : [])
    },
  )

  raced(
    'R48 a rejection against an approval or a payment: the money goes one way, and the partner is told which',
    table,
    async ({ race, random }) => {
      const isPayment = random() < 0.6
      const { payoutId, payout, admin, finance } = await deciding(isPayment ? 'approved' : 'requested')
      const [rejected, decided] = await race(
        () => reject(finance[0], payoutId),
        () => (isPayment ? pay : approve)(finance[1], payoutId),
      )
      expectOutcomes([rejected], ['payout-closed'])
      expectOutcomes([decided], ['payout-not-approved', 'payout-not-requested'])
      const { state, invoiceReference } = await arrange.storedPayout(payout)
      await settled()
      const actions = await auditActions(table, `PAYOUT#${payoutId}`)
      for (const [answer, action] of [
        [rejected, 'payout.rejected'],
        [decided, isPayment ? 'payout.paid' : 'payout.approved'],
      ] as const satisfies (readonly [Called, string])[]) {
        const isInAudit = actions.includes(action)
        if (!isUnknown(answer)) expect({ action, isInAudit }).toEqual({ action, isInAudit: isDone(answer) })
      }
      const told = { rejected: ['payout-rejected'], paid: ['payout-paid'], approved: [], requested: [] }
      expect(await mailsTold()).toEqual(told[state])
      expect(await arrange.redeemableOf(payout)).toEqual({
        available: state === 'rejected' ? 12_000 : 0,
        reserved: state === 'approved' || state === 'requested' ? 12_000 : 0,
        paidOut: state === 'paid' ? 12_000 : 0,
      })
      expect(codeOf(await request(admin, invoiceReference))).toBe(
        state === 'rejected' ? 'done' : 'invoice-already-used',
      )
    },
  )
})
