import { describe, expect } from 'vitest'
import { handler as release } from '../../functions/commission/release-commission.ts'
import { world } from '../../functions/outside/world.ts'
import { LedgerEvent, postedTo } from '../../shared/ledger/event.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { RENEWAL } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('the release of commission at once', () => {
  const table = useTestTable()

  /** A sale that earned 80.00, of which the hold has ended. */
  const due = () =>
    table.arranged(async () => {
      await arrange.advanceClockTo(RENEWAL)
      const sold = await arrange.subscribed({ payPeriod: 'monthly', licences: 100, cardType: 'CC' })
      await arrange.advanceClock('P30DT1M')
      return sold
    })
  type Due = Awaited<ReturnType<typeof due>>

  /** Gives an amount back, whoever changed what meanwhile. */
  const refund = async ({ payment }: Due, amount: number): Promise<void> => {
    for (;;) {
      const { changes } = await arrange.disputeOf(payment, amount)
      const at = await arrange.now()
      const actor = { kind: 'function', name: 'test' } as const
      try {
        const committed = await withoutRecording(() =>
          commitChanges(world.table, changes, { at, actor, ...world.commitMarks() }),
        )
        if (committed) return
      } catch {
        const { refunded } = await refundedOf(payment)
        if (refunded > 0) return
      }
    }
  }
  const refundedOf = async (payment: Due['payment']) => {
    const stored = await arrange.storedPayment(payment)
    if (stored.state !== 'succeeded') throw new Error('The arranged payment has taken nothing')
    return stored
  }

  /** The events of the ledger, which closes, once nothing is due. */
  const settled = async () => {
    await run(release)
    const items = await table.items()
    expect(items.filter(({ pk }) => pk.startsWith('DUE#commission-release#'))).toEqual([])
    expectClosedLedgers(items)
    expectWholeChains(items)
    return items.filter(({ pk }) => pk.startsWith('LEDGER#')).map((item) => LedgerEvent.parse(item))
  }
  const owed = (events: readonly LedgerEvent[], account: 'held' | 'available'): number =>
    events.reduce((sum, event) => sum - postedTo(event, account), 0)

  raced('R47 several runs release a commission once', table, async ({ race }) => {
    await due()
    await race(
      () => run(release),
      () => run(release),
      () => run(release),
    )
    const events = await settled()
    expect(events.filter(({ kind }) => kind === 'release')).toHaveLength(1)
    expect([owed(events, 'held'), owed(events, 'available')]).toEqual([0, 8_000])
  })

  raced(
    'R46 R47 the release against a refund: it is clawed back out of what is held or of what is available, and nothing stays held',
    table,
    async ({ race, random }) => {
      const sold = await due()
      const amount = random() < 0.5 ? 40_000 : 10_000
      await race(
        () => run(release),
        () => refund(sold, amount),
        () => run(release),
      )
      const events = await settled()
      const [refunded] = events.filter(({ kind }) => kind === 'refund')
      const releases = events.filter(({ kind }) => kind === 'release')
      if (!refunded) throw new Error('Nothing was refunded')
      const isLate = postedTo(refunded, 'available') !== 0
      expect(releases).toHaveLength(isLate || amount < 40_000 ? 1 : 0)
      expect([owed(events, 'held'), owed(events, 'available')]).toEqual([0, 8_000 - amount / 5])
    },
  )
})
