import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeOf, LEAST_CHARGE } from '../../shared/billing/charge.ts'
import { DEFAULT_TERMS, Terms } from '../../shared/commission/terms.ts'

const RUNS = { seed: 44, numRuns: 5_000 }
const lists = fc.oneof(fc.integer({ min: -100, max: 200 }), fc.integer({ min: -1_000, max: 1_000_000_000 }))
const cards = fc.constantFrom('RC' as const, 'CC' as const, undefined)
const terms = fc.integer({ min: 0, max: 10_000 }).map((discountBps) => ({ ...DEFAULT_TERMS, discountBps }))

describe('how a list price is charged (R44)', () => {
  it('R44 has default terms: a fifth, thirty days, 100.00', () =>
    expect(Terms.parse(DEFAULT_TERMS)).toEqual({ discountBps: 2_000, holdDays: 30, threshold: 10_000 }))

  it.each([
    ['RC', 10_000, { discount: 2_000, charge: 8_000, commission: 0, carried: 0 }],
    ['CC', 10_000, { discount: 0, charge: 10_000, commission: 2_000, carried: 0 }],
    ['RC', 62, { discount: 12, charge: 50, commission: 0, carried: 0 }],
    ['RC', 61, { discount: 0, charge: 0, commission: 0, carried: 61 }],
    ['CC', 50, { discount: 0, charge: 50, commission: 10, carried: 0 }],
    ['CC', 49, { discount: 0, charge: 0, commission: 0, carried: 49 }],
    ['RC', 0, { discount: 0, charge: 0, commission: 0, carried: 0 }],
    ['CC', -1, { discount: 0, charge: 0, commission: 0, carried: -1 }],
  ] as const)('R44 to a card %s of %i', (cardType, list, expected) =>
    expect(chargeOf(list, cardType, DEFAULT_TERMS)).toEqual({ list, ...expected }),
  )

  it('R44 R45 is charged, granted and carried to the list price, and never charged below the minimum', () => {
    fc.assert(
      fc.property(lists, cards, terms, (list, cardType, agreed) => {
        const { discount, charge, commission, carried } = chargeOf(list, cardType, agreed)
        expect(discount + charge + carried).toBe(list)
        expect(charge === 0 || charge >= LEAST_CHARGE).toBe(true)
        expect(charge === 0 || carried === 0).toBe(true)
        expect(discount === 0 || commission === 0).toBe(true)
      }),
      RUNS,
    )
  })

  it('R44 is the same number on either card: what the partner does not pay, or what it earns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 99_999_999 }), (list) => {
        expect(chargeOf(list, 'RC', DEFAULT_TERMS).discount).toBe(
          chargeOf(list, 'CC', DEFAULT_TERMS).commission,
        )
      }),
      RUNS,
    )
  })
})
