import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeOf } from '../../shared/billing/charge.ts'
import { CommissionEntry, commissionEntry } from '../../shared/commission/entry.ts'
import { RefundId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import type { LedgerEvent } from '../../shared/ledger/event.ts'
import { chargeEvent, heldOf, refundEvent, releaseEvent } from '../../shared/ledger/sale.ts'
import { givenBack, type PaymentIn } from '../../shared/payments/payment.ts'
import { customerId, on, paymentId } from '../billing/accounts.ts'
import { paid } from '../payments/refunds.ts'

const at = on('2027-01-15')

const sold = (list: number, discountBps: number): PaymentIn<'succeeded'> =>
  paid({
    cardType: 'CC',
    ...chargeOf(list, 'CC', { discountBps, holdDays: 30, threshold: 1 }),
    discountBps,
  })

/** What follows from a sale: refunds of some parts, and its release after so many of them. */
const history = (payment: PaymentIn<'succeeded'>, parts: readonly number[], releasedAfter: number) => {
  let now = payment
  const events: LedgerEvent[] = [chargeEvent(now)]
  for (const [place, part] of [...parts, 0].entries()) {
    if (place === releasedAfter && heldOf(now) > 0) {
      events.push(releaseEvent(now, plusDays(at, 30)))
      now = { ...now, releasedAt: plusDays(at, 30) }
    }
    const amount = Math.min(part, now.charge - now.refunded)
    if (amount === 0) continue
    const refundId = RefundId.parse(`rfd_${String(place).padStart(26, '0')}`)
    events.push(refundEvent(now, { refundId, amount }, plusDays(at, place)))
    now = { ...now, refunded: now.refunded + amount }
  }
  return { entries: events.map(commissionEntry), now }
}

const columnOf = (entries: readonly CommissionEntry[], column: 'held' | 'available'): number =>
  entries.reduce((sum, entry) => sum + (entry[column]?.minor ?? 0), 0)

describe('the entries of commission', () => {
  it('R46 R47 add up to what is held and available, and each says by what it was worked out', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 99_999_999 }),
        fc.integer({ min: 0, max: 9_000 }),
        fc.array(fc.integer({ min: 1, max: 40_000_000 }), { maxLength: 6 }),
        fc.nat(7),
        (list, discountBps, parts, releasedAfter) => {
          const { entries, now } = history(sold(list, discountBps), parts, releasedAfter)
          const left = now.commission - givenBack(now, now.refunded).commission
          expect(columnOf(entries, 'held')).toBe(heldOf(now))
          expect(columnOf(entries, 'available')).toBe(now.releasedAt ? left : 0)
          let clawedBack = 0
          for (const entry of entries) {
            expect(CommissionEntry.parse(entry)).toEqual(entry)
            expect(entry).toMatchObject({ rate: discountBps, base: { minor: list }, paymentId, customerId })
            const { kind, amount, exact, refunded } = entry
            if (kind === 'accrual') {
              expect(amount.minor).toBe(Math.floor(Number(exact ?? amount.minor) + 0.5))
              expect(Number(exact ?? amount.minor)).toBe((list * discountBps) / 10_000)
            }
            if (kind === 'claw-back') {
              clawedBack -= amount.minor
              const total = (now.commission * (refunded?.minor ?? 0)) / now.charge
              expect(Math.abs(Number(exact ?? clawedBack) - total)).toBeLessThan(0.000_1)
              expect(Math.abs(clawedBack - total)).toBeLessThanOrEqual(0.500_1)
            }
          }
        },
      ),
    ))

  it.each([
    [4_500, 1_750, '787.5'],
    [4_500, 2_000, undefined],
    [51, 1, '0.0051'],
    [99_999_999, 9_000, '89999999.1'],
  ])('R47 tell of %i at %i bps that it was rounded: %s', (list, discountBps, exact) =>
    expect(commissionEntry(chargeEvent(sold(list, discountBps))).exact).toBe(exact),
  )
})
