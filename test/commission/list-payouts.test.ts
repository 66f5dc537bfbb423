import { expect } from 'vitest'
import { handler } from '../../functions/commission/list-payouts.ts'
import { listPayouts } from '../../shared/commission/contract.ts'
import { payoutView } from '../../shared/commission/payout.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listPayouts, handler, {
  done: {
    title:
      'R48 a partner sees its own payouts, newest first and in whatever state, and no person who decided',
    arrange: async () => {
      const of = await arrange.partner()
      const paid = await arrange.payout({ of, state: 'paid' })
      const rejected = await arrange.payout({ of, state: 'rejected' })
      const other = await arrange.payout()
      return { as: of.admin, input: { limit: 1 }, paid, rejected, other }
    },
    then: async ({ items, nextCursor: cursor }, { as, paid, rejected, other }) => {
      expect(items).toEqual([payoutView(rejected.payout)])
      const list = async (by: arrange.Somebody, input: object) =>
        (await call(listPayouts, handler, by, { ...input })).body
      expect(await list(as, { limit: 1, cursor })).toMatchObject({ items: [payoutView(paid.payout)] })
      expect(await list(as, {})).toEqual({ items: [payoutView(rejected.payout), payoutView(paid.payout)] })
      expect(await list(other.admin, {})).toEqual({ items: [payoutView(other.payout)] })
      expect(await list(other.admin, { limit: 1, cursor })).toMatchObject({
        type: '/problems/cursor-invalid',
      })
      expect(JSON.stringify(items)).not.toMatch(/per_|ptr_/)
    },
  },
  refuses: {},
})
