import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/list-transfers.ts'
import { listTransfers } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listTransfers, handler, {
  done: {
    title:
      'R14 both partners see their transfers, newest first, and nothing of the organisation but domain and name',
    arrange: async () => {
      const [one, other, third] = [await arrange.partner(), await arrange.partner(), await arrange.partner()]
      const away = await arrange.pendingTransfer({ former: one, next: other })
      const hither = await arrange.objectedTransfer({ former: other, next: one })
      return { as: one.admin, input: {}, other, third, away, hither }
    },
    then: async ({ items }, { other, third, away, hither }) => {
      const { transfer } = hither
      const { transferId, domain, organizationName, from, before, to, after, createdAt, completesAt } =
        transfer
      const newest = {
        transferId,
        state: 'objected',
        domain,
        organizationName,
        from: { partnerId: from, companyName: before },
        to: { partnerId: to, companyName: after },
        createdAt,
        completesAt,
        objection: 'Our contract runs until May.',
      }
      expect(items).toEqual([
        { ...newest, role: 'new', objectedAt: expect.any(String) },
        expect.objectContaining({ transferId: away.transfer.transferId, state: 'pending', role: 'former' }),
      ])
      const theirs = await call(listTransfers, handler, other.admin, {})
      expect(theirs.body['items']).toMatchObject([{ role: 'former' }, { role: 'new' }])
      expect((await call(listTransfers, handler, third.admin, {})).body).toEqual({ items: [] })
    },
  },
  refuses: {},
  also: (table) => {
    it('R14 asks the table as often for a full page as for one line, a cursor counts for one partner', async () => {
      const { admin, other } = await table.arranged(async () => {
        const [former, next] = [await arrange.partner(), await arrange.partner()]
        for (let count = 0; count < 12; count += 1) await arrange.pendingTransfer({ former, next })
        return { admin: former.admin, other: next.admin }
      })
      const list = async (as: arrange.Somebody, input: object) => {
        const before = table.proxy.count('BatchGetItem') + table.proxy.count('Query')
        const called = await call(listTransfers, handler, as, { ...input })
        return { ...called, asked: table.proxy.count('BatchGetItem') + table.proxy.count('Query') - before }
      }
      const [one, many] = [await list(admin, { limit: 1 }), await list(admin, { limit: 10 })]
      expect(many.asked).toBe(one.asked)
      expect(many.body['items']).toHaveLength(10)
      const cursor = many.body['nextCursor']
      expect((await list(admin, { limit: 10, cursor })).body['items']).toHaveLength(2)
      expect(await list(other, { limit: 10, cursor })).toMatchObject({ status: 400 })
    })
  },
})
