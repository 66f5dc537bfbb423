import * as z from 'zod'
import { DAYS_BEFORE_END, DEMO_CUSTOMERS, type DemoCustomer } from './demo-customers.ts'
import { card, customerOf, type Steps } from './demo-steps.ts'
import { DEMO_PARTNER } from './people.ts'

/** So many customers are added at once: more would start more workers of each function than help on a small machine. */
const AT_ONCE = 2

const trial = { plan: 'professional', licences: 10 }

/** Brings a customer of the demo's partner into the state that the list names. */
const bring = async (steps: Steps, [domain, name, first, last, mailbox, country, state]: DemoCustomer) => {
  const { call, post, add, verify, sell, buy, revoke, bringIn, map, dateAfterEnd } = steps
  const customer = customerOf(domain, name, first, last, country, mailbox)
  const { email } = customer.superAdmin
  const added = async (more: object = {}) => {
    const made = await add(DEMO_PARTNER, customer, more)
    await verify(DEMO_PARTNER, made)
    return made
  }
  const extended = async (times: number): Promise<void> => {
    const { customerId } = await added({ trial })
    for (let time = 1; time <= times; time += 1)
      await post(
        DEMO_PARTNER,
        `/console/customers/${customerId}/trial/extensions`,
        undefined,
        `extend-${time}-${domain}`,
        z.unknown(),
      )
  }
  const paid = (payPeriod: 'monthly' | 'yearly', cardType: 'RC' | 'CC') =>
    buy(customer, { plan: 'standard', payPeriod, licences: 10, profile: card(cardType) })

  switch (state) {
    case 'unverified':
      return add(DEMO_PARTNER, customer)
    case 'unverified-trial':
      return add(DEMO_PARTNER, customer, { trial })
    case 'free':
      return added()
    case 'trial':
    case 'trial-ended':
    case 'trial-ending':
    case 'trial-under-way':
      return added({ trial })
    case 'trial-extended':
      return extended(1)
    case 'trial-of-60-days':
      return extended(3)
    case 'monthly-RC':
      return paid('monthly', 'RC')
    case 'monthly-CC':
      return paid('monthly', 'CC')
    case 'yearly-RC':
      return paid('yearly', 'RC')
    case 'yearly-CC':
      return paid('yearly', 'CC')
    case 'past-due':
      return sell(
        await paid('monthly', 'RC'),
        'payment-profile',
        card('RC', 'pm_card_chargeCustomerFail'),
        `declining-${domain}`,
      )
    case 'cancelling': {
      const { customerId } = await paid('monthly', 'RC')
      const path = `/store/customers/${customerId}/subscription/cancellation`
      return call({
        as: DEMO_PARTNER,
        method: 'POST',
        path,
        idempotencyKey: `demo-cancel-${domain}`,
        ifMatch: '*',
        answer: z.unknown(),
      })
    }
    case 'asking': {
      const { customerId } = await paid('yearly', 'CC')
      const wish = {
        plan: 'professional',
        licences: 15,
        payPeriod: 'yearly',
        message: 'We open a second shop.',
      }
      const path = `/organizations/${customerId}/subscription-requests`
      return post(email, path, wish, `wish-${domain}`, z.unknown())
    }
    case 'revoked': {
      const subscription = {
        plan: 'standard',
        licences: 20,
        payPeriod: 'yearly',
        renewalDate: await dateAfterEnd(120),
      }
      const imported = await bringIn(customer, subscription)
      await map(imported, email, DEMO_PARTNER)
      return revoke(imported, email)
    }
  }
}

/** Adds the customers of the list that begin so many days before the demo ends. */
export const bringCustomers = async (steps: Steps, daysBeforeEnd: number): Promise<void> => {
  const left = DEMO_CUSTOMERS.filter(
    ([, , , , , , state]) => DAYS_BEFORE_END[state] === daysBeforeEnd,
  ).values()
  const work = async (): Promise<void> => {
    for (const customer of left) await bring(steps, customer)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
