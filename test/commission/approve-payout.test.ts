import { expect, it } from 'vitest'
import { handler } from '../../functions/commission/approve-payout.ts'
import { approvePayout } from '../../shared/commission/contract.ts'
import { staffPayout } from '../../shared/commission/payout.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'
import { COMMIT, overtaking } from './overtaking.ts'

const asked = async (wanted: Parameters<typeof arrange.payout>[0] = {}) => {
  const { payout, ...seller } = await arrange.payout(wanted)
  return { as: await arrange.staff('finance'), input: { payoutId: payout.payoutId }, payout, ...seller }
}

describeOperation(approvePayout, handler, {
  done: {
    title: 'R48 one of finance approves, and the amount stays reserved',
    arrange: asked,
    then: async (answer, { payout, as }, table) => {
      const { approvedAt } = answer
      expect(answer).toEqual({ ...staffPayout(payout), state: 'approved', approvedAt })
      expect(await arrange.storedPayout(payout)).toMatchObject({
        state: 'approved',
        approvedAt,
        approvedBy: await arrange.personIdOf(as),
      })
      expect(await auditActions(table, `PAYOUT#${payout.payoutId}`)).toEqual([
        'payout.requested',
        'payout.approved',
      ])
    },
  },
  refuses: {
    'payout-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { payoutId: 'pyo_00000000000000000000000000' },
    }),
    'payout-not-requested': () => asked({ state: 'rejected' }),
    'payouts-frozen': async () => {
      const asking = await asked()
      await arrange.deactivatePartner(asking.partner)
      return asking
    },
    'claw-back-outstanding': async () => {
      const asking = await asked()
      await arrange.refunded(asking.sale, { amount: 12_000 })
      return asking
    },
    'four-eyes': async () => {
      const { admin, ...asking } = await asked()
      await arrange.becomesStaff(admin, 'finance')
      return { ...asking, as: admin }
    },
  },
  also: (table) => {
    it.each(overtaking)(
      '%s approves nothing that is refused when it commits: %s',
      async (_rule, code, overtake) => {
        const asking = await table.arranged(() => asked())
        const heldCommit = table.proxy.holdNext(COMMIT)
        const late = call(approvePayout, handler, asking.as, asking.input, { idempotencyKey: 'late' })
        await heldCommit.arrived
        await overtake(asking)
        heldCommit.release()
        expect(await late).toMatchObject({ status: 409, body: { type: `/problems/${code}` } })
        expect(await arrange.storedPayout(asking.payout)).toMatchObject({ state: 'requested' })
      },
    )
  },
})
