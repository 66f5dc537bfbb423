import * as fc from 'fast-check'
import { decodeTime } from 'ulid'
import { describe, expect, it } from 'vitest'
import { CustomerId, PaymentId } from '../../shared/kernel/id.ts'
import { renewalPaymentId } from '../../shared/payments/records.ts'

const customerId = CustomerId.parse('cus_01JBT0Y6Z2H8M4QK9S5V7W3XRA')
const of = { customerId, periodStart: '2028-01-15', attempt: 1 }

describe('the payment id of a renewal', () => {
  it('R45 is the same for good, whichever table it is worked out for', () =>
    expect(renewalPaymentId(of)).toBe('pay_01N9Q5C200FQQF2FXAYKTJM2E4'))

  it('R45 is another for another customer, period or attempt, and a ULID of the time of the renewal', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            customerId: fc
              .stringMatching(/^cus_[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
              .map((text) => CustomerId.parse(text)),
            periodStart: fc
              .date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
              .map((date) => date.toISOString().slice(0, 10)),
            attempt: fc.integer({ min: 1, max: 9 }),
          }),
          { minLength: 1, maxLength: 20 },
        ),
        (renewals) => {
          const ids = renewals.map(renewalPaymentId)
          expect(new Set(ids).size).toBe(new Set(renewals.map((one) => JSON.stringify(one))).size)
          for (const [place, id] of ids.entries()) {
            expect(PaymentId.parse(id)).toBe(id)
            const { periodStart = '' } = renewals[place] ?? {}
            expect(decodeTime(id.slice(4))).toBe(Date.parse(periodStart))
          }
        },
      ),
    ))
})
