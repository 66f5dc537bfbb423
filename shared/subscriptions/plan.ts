import * as z from 'zod'

/** The plans a customer can be on; `free` needs no payment. */
export const Plan = z.enum(['free', 'standard', 'professional']).meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>

/** A plan that can be tried or bought. */
export const PaidPlan = Plan.exclude(['free']).meta({ id: 'PaidPlan' })

/** How many licences an organisation on `free` has. */
export const FREE_LICENCES = 5

/** A count of licences. */
export const Licences = z.int().min(1).max(100_000).meta({ id: 'Licences' })

/** What a customer has bought; on `free` there is no pay period and no renewal. */
export const Subscription = z.object({
  plan: Plan,
  licences: Licences,
  payPeriod: z.enum(['monthly', 'yearly']).optional(),
  renewalDate: z.iso.date().optional(),
})
export type Subscription = z.infer<typeof Subscription>

/** The subscription of a customer who has bought nothing. */
export const freeSubscription: Subscription = { plan: 'free', licences: FREE_LICENCES }
