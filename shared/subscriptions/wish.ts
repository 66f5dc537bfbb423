import * as z from 'zod'
import { Paragraph } from '../kernel/text.ts'
import { isSoldMonthly, Licences, PayPeriod, Plan } from './plan.ts'
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
export const wishFaults = ({ plan, payPeriod, ...rest }: Wish): { at: string[]; detail: string }[] => {
  const isEmpty = [plan, payPeriod, ...Object.values(rest)].every((member) => member === undefined)
  if (isEmpty) return [{ at: [], detail: 'must ask for something or hold a message' }]
  return plan && payPeriod === 'monthly' && !isSoldMonthly(plan)
    ? [{ at: ['payPeriod'], detail: 'must be yearly, as the plan is not sold by the month' }]
    : []
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
