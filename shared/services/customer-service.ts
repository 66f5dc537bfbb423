import * as z from 'zod'
import { effectivePlan, type Customer } from '../customers/customer.ts'
import { problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import { priceBook } from '../pricing/price-book.ts'
import { Plan } from '../subscriptions/plan.ts'
import { Service } from './service.ts'

/** A service of a customer: whether it is on, and whether the effective plan has it. */
export const CustomerService = z
  .strictObject({ service: Service, on: z.boolean(), inPlan: z.boolean() })
  .meta({ id: 'CustomerService' })
export type CustomerService = z.infer<typeof CustomerService>

export const serviceNotFound = /* @__PURE__ */ problem('service-not-found', {
  kind: 'missing',
  title: 'There is no such service',
  advice: 'Choose a service from the list.',
})
export const serviceNotInPlan = /* @__PURE__ */ problem(
  'service-not-in-plan',
  {
    kind: 'conflict',
    title: 'The plan of the customer does not have this service',
    advice: 'Change the customer to one of the plans, or leave the service off.',
  },
  { plans: /* @__PURE__ */ z.array(Plan) },
)

/** The service of a name; refuses a name that the catalogue does not have. */
export const findService = (name: string): Service => {
  const { success, data } = Service.safeParse(name)
  if (!success) throw serviceNotFound()
  return data
}

/** The plans that have a service, in rank order. */
const plansWith = (service: Service): Plan[] =>
  priceBook.plans.flatMap(({ plan, services }) => (services.some((has) => has === service) ? [plan] : []))

const isInPlan = (customer: Customer, service: Service, at: Instant): boolean =>
  plansWith(service).includes(effectivePlan(customer, at).plan)

/** A service as it stands at an instant: off while the effective plan lacks it, and as it was switched when the plan has it again (R15, R34). */
export const customerService = (customer: Customer, service: Service, at: Instant): CustomerService => {
  const inPlan = isInPlan(customer, service, at)
  return { service, on: inPlan && !customer.servicesOff.includes(service), inPlan }
}

/** Every service of the catalogue as it stands at an instant (R15). */
export const customerServices = (customer: Customer, at: Instant): CustomerService[] =>
  Service.options.map((service) => customerService(customer, service, at))

/** Switches a service; on only where the effective plan has it. `undefined` where it is switched so already (R15). */
export const switchService = <C extends Customer>(
  customer: C,
  { service, on }: Pick<CustomerService, 'service' | 'on'>,
  at: Instant,
): C | undefined => {
  if (on && !isInPlan(customer, service, at)) throw serviceNotInPlan({ plans: plansWith(service) })
  const { servicesOff } = customer
  if (on !== servicesOff.includes(service)) return undefined
  return {
    ...customer,
    servicesOff: on ? servicesOff.filter((off) => off !== service) : [...servicesOff, service],
  }
}
