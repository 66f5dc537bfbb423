import { expect } from 'vitest'
import { handler } from '../../functions/clock/get-clock.ts'
import { getClock } from '../../shared/clock/contract.ts'
import { toMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getClock, handler, {
  done: {
    title: 'tells any staff programme time and real time',
    arrange: async () => ({ as: await arrange.staff('finance'), input: {} }),
    then: async (answer, { as }) => {
      expect(answer).toEqual({
        now: answer.realNow,
        realNow: answer.realNow,
        aheadMs: 0,
        furthestAheadMs: 3660 * 86_400_000,
      })
      await arrange.advanceClock('P2D')
      const { body } = await call(getClock, handler, as, {})
      const moved = getClock.declaration.output.parse(body)
      expect(moved.aheadMs).toBe(2 * 86_400_000)
      expect(toMillis(moved.now) - toMillis(moved.realNow)).toBe(moved.aheadMs)
    },
  },
  refuses: {},
})
