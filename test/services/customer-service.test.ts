import { describe, expect, it } from 'vitest'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import {
  customerService,
  customerServices,
  findService,
  serviceNotFound,
  serviceNotInPlan,
  switchService,
} from '../../shared/services/customer-service.ts'
import { Service } from '../../shared/services/service.ts'
import { freeSubscription } from '../../shared/subscriptions/plan.ts'
import { start } from '../../shared/trials/trial.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const endsAt = plusDays(at, 15)
const onFree: Customer = add(
  {
    customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
    partnerId: PartnerId.parse('ptr_01JN7ZK3M0000000000000000A'),
    domain: 'example.co.th',
    organizationName: 'Example',
    country: 'TH',
    language: 'th',
    superAdmin: { firstName: 'M', lastName: 'S', email: EmailAddress.parse('m@example.co.th') },
    code: '1'.repeat(39),
  },
  at,
)
const onTrial: Customer = { ...onFree, trial: start({ plan: 'standard', licences: 5 }, at) }
const off = (customer: Customer, ...servicesOff: Service[]): Customer => ({ ...customer, servicesOff })
const isOn = (customer: Customer, service: Service, when: Instant) =>
  customerService(customer, service, when).on

describe('R15 a service of a customer', () => {
  it.each(Service.options)('is found by its name: %s', (name) => expect(findService(name)).toBe(name))
  it.each(['', 'Mail', 'mails', '__proto__', 'toString'])('is not found as %j', (name) =>
    expect(refusal(() => findService(name))).toBe(serviceNotFound),
  )

  it('is on while the plan has it, and listed in the order of the catalogue where it has not', () => {
    const listed = customerServices(onFree, at)
    expect(listed.map(({ service }) => service)).toEqual(Service.options)
    expect(listed.filter(({ on }) => on).map(({ service }) => service)).toEqual([
      'mail',
      'calendar',
      'contacts',
    ])
    expect(listed.filter(({ on, inPlan }) => on !== inPlan)).toEqual([])
  })

  it.each<[string, Customer, Service, boolean, readonly Service[] | 'unchanged' | 'refused']>([
    ['on', onFree, 'mail', true, 'unchanged'],
    ['on', onFree, 'mail', false, ['mail']],
    ['switched off', off(onFree, 'calendar', 'mail'), 'mail', true, ['calendar']],
    ['switched off', off(onFree, 'calendar', 'mail'), 'mail', false, 'unchanged'],
    ['not in the plan', onFree, 'chat', true, 'refused'],
    ['not in the plan', onFree, 'chat', false, ['chat']],
    ['not in the plan and switched off', off(onFree, 'chat'), 'chat', true, 'refused'],
    ['not in the plan and switched off', off(onFree, 'chat'), 'chat', false, 'unchanged'],
  ])('that is %s', (_state, customer, service, on, outcome) => {
    const switched = () => switchService(customer, { service, on }, at)
    if (outcome === 'refused') expect(refusal(switched)).toBe(serviceNotInPlan)
    else
      expect(switched()).toEqual(outcome === 'unchanged' ? undefined : { ...customer, servicesOff: outcome })
  })

  it('R34 goes off with the plan and comes back with it as it was, whatever jobs have done', () => {
    const customer = off(onTrial, 'chat')
    const onStandard: Customer = { ...customer, subscription: { ...freeSubscription, plan: 'standard' } }
    const before = plusMillis(endsAt, -1)
    const seen = (service: Service) => [
      isOn(customer, service, before),
      isOn(customer, service, endsAt),
      isOn(onStandard, service, endsAt),
    ]
    expect(seen('meetings')).toEqual([true, false, true])
    expect(seen('chat')).toEqual([false, false, false])
    expect(seen('mail')).toEqual([true, true, true])
    expect(refusal(() => switchService(customer, { service: 'chat', on: true }, endsAt))).toBe(
      serviceNotInPlan,
    )
  })
})
