import { expect, it } from 'vitest'
import { handler as get } from '../../functions/commission/get-commission.ts'
import { handler } from '../../functions/commission/reject-payout.ts'
import { getCommission, rejectPayout } from '../../shared/commission/contract.ts'
import { staffPayout } from '../../shared/commission/payout.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsToPartner } from '../support/table/effects.ts'
import { inMemory } from '../support/table/in-memory.ts'

const usd = (minor: number) => ({ currency: 'USD', minor })
const reason = 'The invoice names another company.'

const asked = async (wanted: Parameters<typeof arrange.payout>[0] = {}) => {
  const { payout, ...seller } = await arrange.payout(wanted)
  return {
    as: await arrange.staff('finance'),
    input: { payoutId: payout.payoutId, reason },
    payout,
    ...seller,
  }
}

describeOperation(rejectPayout, handler, {
  done: {
    title: 'R48 its amount is available again, and the partner is told why',
    arrange: asked,
    then: async (answer, { payout, partner, admin, as }, table) => {
      const { rejectedAt } = answer
      expect(answer).toEqual({ ...staffPayout(payout), state: 'rejected', rejectedAt, reason })
      expect(await arrange.storedPayout(payout)).toMatchObject({
        state: 'rejected',
        rejectedBy: await arrange.personIdOf(as),
      })
      expect((await call(getCommission, get, admin, {})).body).toMatchObject({
        available: usd(12_000),
        reserved: usd(0),
      })
      const { invoiceReference } = payout
      expect(await mailsToPartner(table, partner)).toMatchObject([
        { mail: 'payout-rejected', words: { amount: 'USD 12000', invoiceReference, note: reason } },
      ])
      expect((await auditActions(table, `PAYOUT#${payout.payoutId}`)).at(-1)).toBe('payout.rejected')
    },
  },
  refuses: {
    'payout-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { payoutId: 'pyo_00000000000000000000000000', reason },
    }),
    'payout-closed': () => asked({ state: 'paid' }),
  },
  also: () => {
    it('R8 R48 one that is approved too, also of a deactivated partner and while a claw-back is outstanding', () =>
      inMemory(async () => {
        const { as, input, partner, sale, payout } = await asked({ state: 'approved' })
        await arrange.refunded(sale, { amount: 12_000 })
        await arrange.deactivatePartner(partner)
        const rejected = await call(rejectPayout, handler, as, input, { idempotencyKey: 'reject' })
        expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', reason } })
        expect(await arrange.redeemableOf(payout)).toMatchObject({
          available: 9_600,
          reserved: 0,
          paidOut: 0,
        })
      }))
  },
})
