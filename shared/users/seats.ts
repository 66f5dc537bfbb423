import * as z from 'zod'
import { effectivePlan, type Customer } from '../customers/customer.ts'
import { CustomerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import type { User } from './user.ts'

/** How many users of an organisation are active, as their commits count them (R56). */
export const Seats = z.object({ customerId: CustomerId, active: z.int() })
export type Seats = z.infer<typeof Seats>

export const licencesExhausted = /* @__PURE__ */ problem(
  'licences-exhausted',
  {
    kind: 'conflict',
    title: 'The organisation has no licence left',
    advice: 'Suspend or delete users, or have more licences bought by the partner.',
  },
  {
    licences: /* @__PURE__ */ z.int(),
    active: /* @__PURE__ */ z.int(),
    asked: /* @__PURE__ */ z.int(),
  },
)

/** How many users use a licence at an instant: after a fall to fewer licences only as many as there are, the others being suspended by the plan (R56). */
export const activeSeats = (
  { active }: Pick<Seats, 'active'>,
  customer: Pick<Customer, 'subscription' | 'trial'>,
  at: Instant,
): number => Math.min(active, effectivePlan(customer, at).licences)

/** How many active users are more than there are licences at an instant, who are suspended by the plan (R56). */
export const excessSeats = (
  { active }: Pick<Seats, 'active'>,
  customer: Pick<Customer, 'subscription' | 'trial'>,
  at: Instant,
): number => Math.max(0, active - effectivePlan(customer, at).licences)

/** Whether a user needs one of the licences that the super admin, who always has one, leaves (R56). */
export const needsLicence = (user: User): boolean => user.status === 'active' && user.role !== 'super-admin'

/** Refuses more active users than there are licences (R56). */
export const refuseSeats = (
  seats: Pick<Seats, 'active'>,
  customer: Pick<Customer, 'subscription' | 'trial'>,
  asked: number,
  at: Instant,
): void => {
  const { licences } = effectivePlan(customer, at)
  const active = activeSeats(seats, customer, at)
  if (seats.active + asked > licences) throw licencesExhausted({ licences, active, asked })
}
