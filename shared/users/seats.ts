import * as z from 'zod'
import { effectivePlan, type Customer } from '../customers/customer.ts'
import { CustomerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'

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
