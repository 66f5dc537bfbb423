import { describe, expect, it } from 'vitest'
import { dev, prod } from '../../infra/stages.ts'
import { throttleOf } from '../../infra/throttles.ts'
import { httpOperations } from '../../shared/contract/contract.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'

const RENEWALS_A_MINUTE = 3_000

describe('the limit of a route', () => {
  it('R45 lets the events of all renewals of a minute pass, twice over, and no more than the whole API takes', () => {
    const limit = throttleOf(receivePaymentEvent.declaration, prod)
    expect(limit).toEqual(prod.routeThrottles.signed)
    expect((limit?.rateLimit ?? 0) * 60).toBeGreaterThanOrEqual(2 * RENEWALS_A_MINUTE)
    for (const { routeThrottles, throttle } of [dev, prod])
      for (const { rateLimit, burstLimit } of Object.values(routeThrottles)) {
        expect(rateLimit).toBeLessThan(throttle.rateLimit)
        expect(burstLimit).toBeLessThan(throttle.burstLimit)
      }
  })

  it('is that of public routes for all others that anybody reaches', () => {
    const open = httpOperations.filter(({ declaration: { allow, signed } }) => allow === 'public' && !signed)
    expect(open.length).toBeGreaterThan(0)
    for (const { declaration } of open)
      expect(throttleOf(declaration, prod)).toEqual(prod.routeThrottles.public)
  })
})
