import * as z from 'zod'
import type { FaultAt } from '../kernel/issue.ts'
import { Paragraph } from '../kernel/text.ts'
import { isPaid, isSoldMonthly, Licences, mostLicences, notSoldMonthly, PayPeriod, Plan } from './plan.ts'
import { Storage } from './storage.ts'

/** What an organisation asks for: the members of its subscription that are to change, and a message. */
export const wishMembers = () => ({
  plan: Plan.optional().meta({ description: '`free` asks to cancel the paid plan' }),
  licences: Licences.optional(),
  payPeriod: PayPeriod.optional(),
  storage: Storage.optional(),
  message: Paragraph(500).optional(),
})

/** What is asked for, as stored; packs that are sold no longer and a message that was entered before a rule stay readable. */
export const Wish = z.object({
  ...wishMembers(),
  storage: z.array(z.object({ gb: z.int(), count: z.int() })).optional(),
  message: z.string().optional(),
})
export type Wish = z.infer<typeof Wish>

/** What is wrong with the members of a wish taken together, each at the member's place. */
export const wishFaults = (wish: Wish): FaultAt[] => {
  if (Object.values(wish).every((member) => member === undefined))
    return [
      {
        at: [],
        code: 'at-least-one',
        allowed: Object.keys(wishMembers()),
        detail: 'must ask for something or hold a message',
      },
    ]
  const { plan, licences, payPeriod } = wish
  if (plan === undefined) return []
  const faults: FaultAt[] = []
  const most = mostLicences(plan)
  if (most !== undefined && licences !== undefined && licences > most)
    faults.push({
      at: ['licences'],
      code: 'too-big',
      max: most,
      detail: `must be at most ${most} on this plan`,
    })
  if (!isPaid({ plan }) && payPeriod !== undefined)
    faults.push({ at: ['payPeriod'], code: 'absent', detail: 'must be absent on the free plan' })
  else if (payPeriod === 'monthly' && !isSoldMonthly(plan)) faults.push(notSoldMonthly)
  return faults
}

/** What is asked for, in the words of a mail: `unchanged` and 0 for what is not. */
export const wishWords = ({ plan, licences, payPeriod, storage = [], message }: Wish) => ({
  wishedPlan: plan ?? 'unchanged',
  licences: licences ?? 0,
  wishedPeriod: payPeriod ?? 'unchanged',
  packs: storage.length,
  storage: storage.map(({ gb, count }) => `${count} × ${gb} GB`).join(', '),
  messages: message === undefined ? 0 : 1,
  message: message ?? '',
})
