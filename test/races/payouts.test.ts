import { describe, expect } from 'vitest'
import { handler as releasing } from '../../functions/commission/release-commission.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectCount, expectOutcomes, isDone } from './outcomes.ts'
import { clawBack, request, usd, useRedeeming } from './redeeming.ts'

describe('payouts at once', () => {
  const table = useTestTable()
  const { askedFor, mailsTold } = useRedeeming(table)

  raced(
    'R48 two payouts of more than half, or of one invoice: one of them is asked for, and finance is told once',
    table,
    async ({ race, random }) => {
      const { admin } = await table.arranged(async () => {
        const of = await arrange.partner()
        await arrange.available(of, 24_000)
        return of
      })
      const byInvoice = random() < 0.4
      const [one, other] = byInvoice ? ['INV-1', 'inv-1 '] : ['INV-1', 'INV-2']
      const amount = byInvoice ? 10_000 : 14_000
      const answers = await race(
        () => request(admin, one, amount),
        () => request(admin, other, amount),
      )
      expectOutcomes(answers, [byInvoice ? 'invoice-already-used' : 'insufficient-available'])
      const count = await askedFor()
      expectCount(count, answers)
      expect(count).toBeLessThanOrEqual(1)
      expect((await mailsTold()).filter((mail) => mail === 'team-payout-requested')).toHaveLength(count)
    },
  )

  raced(
    'R46 R48 a payout against a claw-back: it takes no more than is left where it comes second',
    table,
    async ({ race, random }) => {
      const { of, refund } = await table.arranged(async () => {
        const of = await arrange.partner()
        const sale = await arrange.available(of, 12_000)
        return { of, refund: await arrange.refundBegun(sale, { amount: 6_000 }) }
      })
      const wanted = random() < 0.5 ? 12_000 : undefined
      const [asked] = await race(
        () => request(of.admin, 'INV-1', wanted),
        () => clawBack(refund),
      )
      expectOutcomes([asked], wanted === undefined ? [] : ['insufficient-available'])
      expectCount(await askedFor(), [asked])
      const { available, reserved } = await arrange.redeemableOf(of.partner)
      expect([
        [0, 10_800],
        [-1_200, 12_000],
        [10_800, 0],
      ]).toContainEqual([available, reserved])
      if (isDone(asked)) expect(asked.body['amount']).toEqual(usd(reserved))
    },
  )

  raced(
    'R47 R48 a payout against a release: it takes what is available when it commits, once',
    table,
    async ({ race }) => {
      const of = await table.arranged(async () => {
        const of = await arrange.partner()
        await arrange.available(of, 12_000)
        await arrange.earned(of, 4_000)
        return of
      })
      const [asked] = await race(
        () => request(of.admin, 'INV-1'),
        () => run(releasing).catch(() => undefined),
      )
      await run(releasing)
      expectOutcomes([asked], [])
      expectCount(await askedFor(), [asked])
      const { available, reserved } = await arrange.redeemableOf(of.partner)
      expect(available + reserved).toBe(16_000)
      if (isDone(asked)) expect([12_000, 16_000]).toContain(reserved)
    },
  )
})
