import { expect } from 'vitest'
import { handler } from '../../functions/commission/list-staff-payouts.ts'
import { listStaffPayouts } from '../../shared/commission/contract.ts'
import { PayoutState, staffPayout } from '../../shared/commission/payout.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listStaffPayouts, handler, {
  done: {
    title: 'R48 finance sees what waits for an approval, oldest first, and the payouts in any other state',
    arrange: async () => {
      const [first, second] = [await arrange.payout(), await arrange.payout()]
      const [approved, paid] = [
        await arrange.payout({ state: 'approved' }),
        await arrange.payout({ state: 'paid' }),
      ]
      const rejected = await arrange.payout({ state: 'rejected' })
      return {
        as: await arrange.staff('finance'),
        input: { limit: 1 },
        first,
        second,
        approved,
        paid,
        rejected,
      }
    },
    then: async ({ items, nextCursor: cursor }, { as, first, second, ...others }) => {
      expect(items).toEqual([staffPayout(first.payout)])
      const list = async (input: object) => (await call(listStaffPayouts, handler, as, { ...input })).body
      expect(await list({ limit: 1, cursor })).toMatchObject({ items: [staffPayout(second.payout)] })
      const { approved, paid, rejected } = others
      const inState = { requested: [first, second], approved: [approved], paid: [paid], rejected: [rejected] }
      for (const state of PayoutState.options)
        expect(await list({ state })).toEqual({
          items: inState[state].map(({ payout }) => staffPayout(payout)),
        })
    },
  },
  refuses: {},
})
