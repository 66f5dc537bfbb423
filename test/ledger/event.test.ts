import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeOf } from '../../shared/billing/charge.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import type { Posting } from '../../shared/ledger/event.ts'
import { chargeEvent } from '../../shared/ledger/sale.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import { CardType } from '../../shared/subscriptions/plan.ts'
import { customerId, on, partnerId, paymentId } from '../billing/accounts.ts'
import { paid } from '../payments/refunds.ts'

const at = on('2027-01-15')

const succeeded = (
  cardType: CardType,
  amounts: Pick<PaymentIn<'succeeded'>, 'list' | 'discount' | 'charge' | 'commission'>,
  discountBps = DEFAULT_TERMS.discountBps,
): PaymentIn<'succeeded'> => paid({ cardType, ...amounts, discountBps })

const amountOf = (postings: readonly Posting[], account: Posting['account']): number =>
  postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0)

describe('what a charge means in the ledger', () => {
  it('R44 RC: the partner pays the list price minus its discount, and earns nothing', () =>
    expect(
      chargeEvent(succeeded('RC', { list: 36_000, discount: 7_200, charge: 28_800, commission: 0 })),
    ).toEqual({
      partnerId,
      eventId: `${paymentId}#charge`,
      kind: 'charge',
      at,
      customerId,
      paymentId,
      currency: 'USD',
      postings: [
        { account: 'cash', amount: 28_800 },
        { account: 'sales', amount: -36_000 },
        { account: 'discounts', amount: 7_200 },
      ],
      rate: 2_000,
      base: 36_000,
    }))

  it('R44 CC: the customer pays the list price, and the same number is commission, held at first', () =>
    expect(
      chargeEvent(succeeded('CC', { list: 2_000, discount: 0, charge: 2_000, commission: 400 })).postings,
    ).toEqual([
      { account: 'cash', amount: 2_000 },
      { account: 'sales', amount: -2_000 },
      { account: 'commission', amount: 400 },
      { account: 'held', amount: -400 },
    ]))

  it('R47 postings sum to zero whatever is sold on which terms, and the event says by what it was worked out', () => {
    const lists = fc.integer({ min: 50, max: 99_999_999 })
    fc.assert(
      fc.property(
        fc.constantFrom(...CardType.options),
        lists,
        fc.integer({ min: 0, max: 9_900 }),
        (cardType, list, discountBps) => {
          const charged = chargeOf(list, cardType, { ...DEFAULT_TERMS, discountBps })
          fc.pre(charged.charge > 0)
          const { charge, discount, commission } = charged
          const { postings, rate, base } = chargeEvent(
            succeeded(cardType, { list, charge, discount, commission }, discountBps),
          )
          expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
          expect(amountOf(postings, 'sales')).toBe(-list)
          expect(amountOf(postings, 'cash') + amountOf(postings, 'discounts')).toBe(list)
          expect(amountOf(postings, 'held')).toBe(0 - amountOf(postings, 'commission'))
          expect({ rate, base }).toEqual({ rate: discountBps, base: list })
        },
      ),
    )
  })
})
