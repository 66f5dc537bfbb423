import { expect } from 'vitest'
import { handler } from '../../functions/partners/list-partners.ts'
import { listPartners } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listPartners, handler, {
  done: {
    title: 'newest first, a page at a time; a cursor is good for one person',
    arrange: async () => {
      const older = (await arrange.partner()).partner
      const newer = (await arrange.partner({ workplace: false })).partner
      return { as: await arrange.staff('reviewer'), input: { limit: 1 }, older, newer }
    },
    then: async ({ items, nextCursor: cursor }, { as, older, newer }) => {
      expect(items).toEqual([
        {
          partnerId: newer.partnerId,
          companyName: newer.company.name,
          country: 'TH',
          status: 'active',
          expertise: ['mail'],
          createdAt: newer.createdAt,
        },
      ])
      const rest = await call(listPartners, handler, as, { limit: 2, cursor })
      expect(rest.body).toMatchObject({ items: [{ partnerId: older.partnerId, expertise: ['workplace'] }] })
      expect(rest.body).not.toHaveProperty('nextCursor')
      expect(
        await call(listPartners, handler, await arrange.staff('support'), { limit: 1, cursor }),
      ).toMatchObject({
        status: 400,
        body: { type: '/problems/cursor-invalid' },
      })
    },
  },
  refuses: {},
})
