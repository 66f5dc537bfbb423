import { expect } from 'vitest'
import { handler } from '../../functions/mapping/list-staff-transfers.ts'
import { listStaffTransfers } from '../../shared/mapping/contract.ts'
import { TransferState } from '../../shared/mapping/transfer.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listStaffTransfers, handler, {
  done: {
    title: 'R14 support sees what was objected to, oldest first, and by state',
    arrange: async () => {
      const [first, second] = [await arrange.objectedTransfer(), await arrange.objectedTransfer()]
      const pending = await arrange.pendingTransfer()
      return { as: await arrange.staff('support'), input: { limit: 1 }, first, second, pending }
    },
    then: async ({ items, nextCursor: cursor }, { as, first, second, pending }) => {
      const { transferId, customerId } = first.transfer
      expect(items).toMatchObject([{ transferId, customerId, state: 'objected' }])
      const list = async (input: object) => (await call(listStaffTransfers, handler, as, { ...input })).body
      expect(await list({ limit: 1, cursor })).toMatchObject({
        items: [{ transferId: second.transfer.transferId }],
      })
      for (const state of TransferState.options)
        expect(await list({ state })).toMatchObject({
          items: { length: { objected: 2, pending: 1, completed: 0, kept: 0, cancelled: 0 }[state] },
        })
      expect(await list({ state: 'pending' })).toMatchObject({
        items: [{ transferId: pending.transfer.transferId }],
      })
    },
  },
  refuses: {},
})
