import { expect, it } from 'vitest'
import { handler } from '../../functions/payments/start-card-entry.ts'
import { startCardEntry } from '../../shared/payments/contract.ts'
import type { CardType } from '../../shared/subscriptions/plan.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { inMemory } from '../support/table/in-memory.ts'

const payments = usePaymentProvider()

const entering = async (cardType: CardType = 'RC') => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  return { as: admin, input: { customerId: customer.customerId, cardType }, customer }
}

describeOperation(startCardEntry, handler, {
  done: {
    title:
      "R43 opens the provider's page for the partner's card; it comes back to the customer's page in the Store",
    arrange: () => entering(),
    then: async ({ url, expiresAt }, { as, input, customer }, table) => {
      const { customerId, partnerId } = customer
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
      const back = await payments.enterCard(url, 'pm_card_visa')
      expect(`${back.origin}${back.pathname}`).toBe(`https://store.example.com/customers/${customerId}`)
      expect(back.searchParams.get('entry')).toMatch(/^cs_test_\w+$/)
      const payersOf = async (ownerId: string) =>
        (await table.items()).filter(({ pk }) => pk === `PAYER#${ownerId}`)
      const [payer, ...more] = await payersOf(partnerId)
      const providerCustomer = payer?.['providerCustomer']
      expect([providerCustomer, more]).toEqual([expect.stringMatching(/^cus_[A-Za-z]{24}$/), []])

      const options = { idempotencyKey: 'once-more' }
      const again = await call(startCardEntry, handler, as, input, options)
      expect(again.status).toBe(201)
      expect(again.body['url']).not.toBe(url)
      expect(await payersOf(partnerId)).toMatchObject([{ ownerId: partnerId, providerCustomer }])

      const own = { ...input, cardType: 'CC' as const }
      await call(startCardEntry, handler, as, own, { idempotencyKey: 'of-the-customer' })
      expect(await payersOf(customerId)).toMatchObject([{ ownerId: customerId }])
    },
  },
  otherwise: [
    async () => {
      const asking = await entering()
      await arrange.withCard(asking.customer, 'RC')
      return asking
    },
  ],
  refuses: {},
  also: () => {
    it('R43 refuses as unavailable where the provider does not answer, and writes nothing', () =>
      inMemory(async (memory) => {
        const { as, input } = await entering()
        await arrange.bind(as)
        const before = memory.items()
        payments.fail({ fault: 'lost-before', times: 2 })
        const options = { idempotencyKey: 'pressed' }
        const refused = await call(startCardEntry, handler, as, input, options)
        expect(refused).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } })
        expect(memory.items()).toEqual(before)
        expect(await call(startCardEntry, handler, as, input, options)).toMatchObject({ status: 201 })
      }))

    it('R43 opens one page for one idempotency key, also of two requests at once', () =>
      inMemory(async () => {
        const { as, input } = await entering('CC')
        const options = { idempotencyKey: 'pressed-twice' }
        const [one, other] = await Promise.all([
          call(startCardEntry, handler, as, input, options),
          call(startCardEntry, handler, as, input, options),
        ])
        expect([one.status, other.status].sort()).toEqual([201, 201])
        expect(one.body).toEqual(other.body)
      }))
  },
})
