import { describe, expect, it } from 'vitest'
import { handler as release } from '../../functions/commission/release-commission.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { RedeemableBalance } from '../../shared/ledger/records.ts'
import { paymentRecord, commissionReleaseDueRecord } from '../../shared/payments/records.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import type { Fault } from '../support/faults/faults.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { difference, masked } from '../support/table/difference.ts'
import type { Inspected } from '../support/table/inspected.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { about, day, RENEWAL } from '../billing/renewing.ts'

const MINUTE_MS = 60_000

/** A sale that earned 80.00, and the clock so many days after it, at the end of its hold unless told. */
const earned = async (days = 30, wanted: Parameters<typeof arrange.subscribed>[0] = {}) => {
  await arrange.advanceClockTo(RENEWAL)
  const sold = await arrange.subscribed({ payPeriod: 'monthly', licences: 100, cardType: 'CC', ...wanted })
  await arrange.advanceClockTo(day(days))
  return sold
}
type Earned = Awaited<ReturnType<typeof earned>>

/** What became of a commission: its release, the balances, and what is due. */
const releaseOf = async (table: Inspected, { customer, payment, partner }: Earned) => {
  const { ledger, balances, payments } = await about(table, customer)
  const items = await table.items()
  const own = items
    .filter(({ pk }) => pk === `REDEEMABLE#${partner.partnerId}`)
    .map((item) => RedeemableBalance.parse(item))
  const stored = payments.find(({ paymentId }) => paymentId === payment.paymentId)
  return {
    releases: ledger.filter(({ kind }) => kind === 'release'),
    held: balances.reduce((sum, { held }) => sum - held, 0),
    available: own.reduce((sum, { available }) => sum - available, 0),
    releasedAt: stored?.state === 'succeeded' ? stored.releasedAt : undefined,
    dueAt: items.find(({ pk }) => pk === `DUE#commission-release#${payment.paymentId}`)?.['dueAt'],
  }
}
/** The end of its hold. */
const endOf = ({ payment }: Earned) => {
  if (payment.state !== 'succeeded') throw new Error('The arranged payment has taken nothing')
  return plusDays(payment.closedAt, payment.holdDays)
}
const NOTHING = { releases: [], held: 0, available: 0, releasedAt: undefined, dueAt: undefined }

describe('releaseCommission', () => {
  const table = useMemoryTable()
  const threeTimes = async () => {
    await Promise.all([run(release), run(release)])
    await run(release)
  }

  it('R47 releases a commission at the end of its hold and not before, once however often and in parallel it runs', async () => {
    const sold = await earned(29)
    await threeTimes()
    expect(await releaseOf(table, sold)).toEqual({ ...NOTHING, held: 8_000, dueAt: endOf(sold) })
    await arrange.advanceClockTo(plusMillis(day(30), MINUTE_MS))
    await threeTimes()
    const { releases, releasedAt, ...rest } = await releaseOf(table, sold)
    expect(rest).toEqual({ held: 0, available: 8_000, dueAt: undefined })
    expect(releases).toMatchObject([
      {
        eventId: `${sold.payment.paymentId}#release`,
        partnerId: sold.partner.partnerId,
        at: releasedAt,
        rate: 2_000,
        base: 40_000,
        postings: [
          { account: 'held', amount: 8_000 },
          { account: 'available', amount: -8_000 },
        ],
      },
    ])
    expectWholeChains(table.items())
  })

  it('R47 goes by the hold that was pinned at the intent', async () => {
    const of = await arrange.partner({ terms: { discountBps: 2_000, holdDays: 10, threshold: 1 } })
    const sold = await earned(10, { of })
    await arrange.advanceClock('PT1M')
    await threeTimes()
    expect(await releaseOf(table, sold)).toMatchObject({ held: 0, available: 8_000 })
  })

  it('R46 R47 releases what a partial refund has left, and claws back out of what is available afterwards', async () => {
    const sold = await earned()
    await arrange.disputed(sold.payment, 10_000)
    await arrange.advanceClock('PT1M')
    await threeTimes()
    expect(await releaseOf(table, sold)).toMatchObject({ held: 0, available: 6_000, releases: [{}] })
    await arrange.disputed(sold.payment, 10_000)
    await threeTimes()
    expect(await releaseOf(table, sold)).toMatchObject({ held: 0, available: 4_000, releases: [{}] })
  })

  it('R46 R47 releases nothing after a full refund', async () => {
    const sold = await earned()
    await arrange.disputed(sold.payment)
    await arrange.advanceClock('PT1M')
    await threeTimes()
    expect(await releaseOf(table, sold)).toEqual(NOTHING)
  })

  it('R8 R14 releases it to the partner at the intent, which has lost the customer and is deactivated', async () => {
    const sold = await earned()
    await arrange.moveCustomer(sold.customer.customerId)
    await arrange.deactivatePartner(sold.partner)
    await arrange.advanceClock('PT1M')
    await threeTimes()
    expect(await releaseOf(table, sold)).toMatchObject({ held: 0, available: 8_000, dueAt: undefined })
  })

  it('R47 moves what is due too early to the end of the hold', async () => {
    const sold = await earned(1)
    const { paymentId: id } = sold.payment
    await arrange.commit(commissionReleaseDueRecord.put({ id, dueAt: day(1) }))
    await threeTimes()
    expect(await releaseOf(table, sold)).toEqual({ ...NOTHING, held: 8_000, dueAt: endOf(sold) })
  })
})

describe('the release of commission', () => {
  const table = useTestTable()
  const due = async () => {
    const sold = await earned()
    await arrange.advanceClock('PT1M')
    return sold
  }
  const WORK: Readonly<Record<string, () => Promise<unknown>>> = {
    'releases a commission': due,
    'finishes what is due of a payment that was refunded': async () =>
      arrange.disputed((await due()).payment),
    'moves a release that is due too early': async () => {
      const { paymentId: id } = (await earned(1)).payment
      await arrange.commit(commissionReleaseDueRecord.put({ id, dueAt: day(1) }))
    },
  }
  const begun = async (arranged: () => Promise<unknown>) => {
    await table.clear()
    await table.arranged(arranged)
    return () => run(release)
  }

  for (const [title, arranged] of Object.entries(WORK))
    proveWrites(title, table, () => begun(arranged), 'DUE#commission-release')

  it.each<[string, Fault[]]>([
    ['every acknowledgement is lost', Array<Fault>(5).fill('lost-acknowledgement')],
    [
      'the table is contended, then the acknowledgement lost',
      ['conflict', 'in-progress', 'lost-acknowledgement'],
    ],
  ])('R47 takes effect exactly once when %s', async (_name, faults) => {
    const effectOf = async (...failing: Fault[]) => {
      const act = await begun(due)
      const before = await table.items()
      table.proxy.failNext('TransactWriteItems', ...failing)
      await act()
      table.proxy.reset()
      return masked({ effect: difference(before, await table.items()), called: [] })
    }
    expect(await effectOf(...faults)).toEqual(await effectOf())
  })

  it('R46 R47 leaves it to the next run where the payment changed before the commit', async () => {
    await table.clear()
    const sold = await table.arranged(due)
    const held = table.proxy.holdNext('TransactWriteItems')
    const running = run(release)
    await held.arrived
    const payment = await arrange.storedPayment(sold.payment)
    await arrange.commit(paymentRecord.replace(payment, payment, { action: 'payment.arranged' }))
    held.release()
    await running
    table.proxy.reset()
    expect(await releaseOf(table, sold)).toMatchObject({ dueAt: endOf(sold), releases: [] })
    await run(release)
    expect(await releaseOf(table, sold)).toMatchObject({ dueAt: undefined, available: 8_000 })
  })
})
