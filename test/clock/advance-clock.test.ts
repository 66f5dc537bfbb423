import { expect } from 'vitest'
import { handler } from '../../functions/clock/advance-clock.ts'
import { handler as read } from '../../functions/clock/get-clock.ts'
import { advanceClock, getClock } from '../../shared/clock/contract.ts'
import { toMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'

const DAY = 86_400_000

describeOperation(advanceClock, handler, {
  done: {
    title: 'moves programme time forward for everyone, move upon move',
    arrange: async () => ({ as: await arrange.staff('reviewer'), input: { by: 'P16D' } }),
    then: async (answer, { as }, table) => {
      expect(answer.aheadMs).toBe(16 * DAY)
      expect(toMillis(answer.now) - toMillis(answer.realNow)).toBe(16 * DAY)
      const { body } = await call(advanceClock, handler, as, { by: 'PT12H' }, { idempotencyKey: 'more' })
      expect(body).toMatchObject({ aheadMs: 16.5 * DAY })
      expect(await call(getClock, read, as, {})).toMatchObject({ body: { aheadMs: 16.5 * DAY } })
      expect(await auditActions(table, 'CLOCK')).toEqual(['clock.advanced', 'clock.advanced'])
      for (const by of ['-P1D', 'P0D', 'P1Y', 'soon'])
        expect(await call(advanceClock, handler, as, { by })).toMatchObject({
          status: 400,
          body: { type: '/problems/invalid-input' },
        })
    },
  },
  also: (table) =>
    proveWrites('moves the clock for the first time', table, async () => {
      await table.clear()
      const as = await arrange.staff('support')
      return () => recordGuards(() => call(advanceClock, handler, as, { by: 'P1D' }))
    }),
  refuses: {
    'clock-too-far-ahead': async () => ({ as: await arrange.staff('support'), input: { by: 'P9999D' } }),
  },
})
