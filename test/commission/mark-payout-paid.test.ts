import { expect, it } from 'vitest'
import { handler as get } from '../../functions/commission/get-commission.ts'
import { handler } from '../../functions/commission/mark-payout-paid.ts'
import { getCommission, markPayoutPaid } from '../../shared/commission/contract.ts'
import { staffPayout } from '../../shared/commission/payout.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsToPartner } from '../support/table/effects.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { COMMIT, overtaking } from './overtaking.ts'

const usd = (minor: number) => ({ currency: 'USD', minor })

const approved = async (wanted: Parameters<typeof arrange.payout>[0] = {}) => {
  const { payout, ...seller } = await arrange.payout({ state: 'approved', ...wanted })
  return { as: await arrange.staff('finance'), input: { payoutId: payout.payoutId }, payout, ...seller }
}

describeOperation(markPayoutPaid, handler, {
  done: {
    title:
      'R48 another one of finance marks it as paid, what was reserved is paid out, and the partner is told',
    arrange: approved,
    then: async (answer, { payout, partner, admin, as }, table) => {
      const { paidAt } = answer
      expect(answer).toEqual({ ...staffPayout(payout), state: 'paid', paidAt })
      expect(await arrange.storedPayout(payout)).toMatchObject({
        state: 'paid',
        paidAt,
        paidBy: await arrange.personIdOf(as),
      })
      expect((await call(getCommission, get, admin, {})).body).toMatchObject({
        available: usd(0),
        reserved: usd(0),
        paidOut: usd(12_000),
      })
      const { invoiceReference } = payout
      expect(await mailsToPartner(table, partner)).toEqual([
        {
          kind: 'tell-partner',
          partnerId: partner.partnerId,
          mail: 'payout-paid',
          words: { amount: 'USD 12000', invoiceReference },
        },
      ])
      expect((await auditActions(table, `PAYOUT#${payout.payoutId}`)).at(-1)).toBe('payout.paid')
    },
  },
  refuses: {
    'payout-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { payoutId: 'pyo_00000000000000000000000000' },
    }),
    'payout-not-approved': () => approved({ state: 'requested' }),
    'payouts-frozen': async () => {
      const asking = await approved()
      await arrange.deactivatePartner(asking.partner)
      return asking
    },
    'claw-back-outstanding': async () => {
      const asking = await approved()
      await arrange.refunded(asking.sale, { amount: 12_000 })
      return asking
    },
    'four-eyes': async () => {
      const approver = await arrange.staff('finance')
      return { ...(await approved({ approvedBy: approver })), as: approver }
    },
  },
  also: (table) => {
    it('R48 its requester does not pay it either, who has become one of finance', () =>
      inMemory(async () => {
        const { admin, input } = await approved()
        await arrange.becomesStaff(admin, 'finance')
        expect(await call(markPayoutPaid, handler, admin, input, { idempotencyKey: 'own' })).toMatchObject({
          status: 403,
          body: { type: '/problems/four-eyes' },
        })
      }))

    it.each(overtaking)(
      '%s pays nothing that is refused when it commits: %s',
      async (_rule, code, overtake) => {
        const asking = await table.arranged(() => approved())
        const heldCommit = table.proxy.holdNext(COMMIT)
        const late = call(markPayoutPaid, handler, asking.as, asking.input, { idempotencyKey: 'late' })
        await heldCommit.arrived
        await overtake(asking)
        heldCommit.release()
        expect(await late).toMatchObject({ status: 409, body: { type: `/problems/${code}` } })
        expect(await arrange.storedPayout(asking.payout)).toMatchObject({ state: 'approved' })
      },
    )
  },
})
