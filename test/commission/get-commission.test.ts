import { expect, it } from 'vitest'
import { handler } from '../../functions/commission/get-commission.ts'
import { getCommission } from '../../shared/commission/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'

const usd = (minor: number) => ({ currency: 'USD', minor })
const terms = { discountBps: 2_000, holdDays: 30, threshold: usd(10_000) }
const nothing = { held: usd(0), available: usd(0), reserved: usd(0), paidOut: usd(0) }

describeOperation(getCommission, handler, {
  done: {
    title: 'R44 R47 what CC sales earned is held, over all parts of the balances, and RC sales earn nothing',
    arrange: async () => {
      const of = await arrange.partner()
      await arrange.subscribed({ of, cardType: 'CC' })
      await arrange.subscribed({ of, cardType: 'CC', licences: 5, payPeriod: 'monthly' })
      await arrange.subscribed({ of })
      await arrange.subscribed({ cardType: 'CC' })
      return { as: of.admin, input: {} }
    },
    then: async (answer) => {
      const earned = { currency: 'USD', ...nothing, held: usd(7_200 + 400), terms }
      expect(answer).toEqual(earned)
      const { admin } = await arrange.partner()
      expect((await call(getCommission, handler, admin, {})).body).toEqual({
        currency: 'USD',
        ...nothing,
        terms,
      })
    },
  },
  refuses: {},
  also: () => {
    it('R46 R47 R48 what is released is available, then reserved, then paid out; a claw-back may leave less than nothing', () =>
      inMemory(async () => {
        const { admin, sale, ...of } = await arrange.payout({ state: 'paid' })
        await arrange.payout({ of: { admin, ...of }, state: 'approved' })
        await arrange.earned({ admin, ...of }, 4_000)
        await arrange.refunded(sale, { amount: 12_000 })
        expect((await call(getCommission, handler, admin, {})).body).toEqual({
          currency: 'USD',
          held: usd(4_000),
          available: usd(-2_400),
          reserved: usd(12_000),
          paidOut: usd(12_000),
          terms,
        })
      }))
  },
})
