import * as z from 'zod'
import { dateOf, plusMonths } from '../kernel/date.ts'
import { invalidInput } from '../kernel/problems.ts'
import type { Instant } from '../kernel/time.ts'
import {
  isPaid,
  isSoldMonthly,
  Licences,
  MONTHS,
  mostLicences,
  PayPeriod,
  Plan,
  type Subscription,
} from './plan.ts'

/** What an existing customer of the vendor has bought: on a paid plan with pay period and renewal date, on `free` without. */
export const existingMembers = () => ({
  plan: Plan,
  licences: Licences,
  payPeriod: PayPeriod.optional().meta({ description: 'Of a paid plan; its renewal date too' }),
  renewalDate: z.iso
    .date()
    .optional()
    .meta({ description: 'Later than today in UTC, and at most one pay period ahead' }),
})

interface Existing {
  readonly plan: Plan
  readonly licences: number
  readonly payPeriod?: PayPeriod | undefined
  readonly renewalDate?: string | undefined
}

/** What is wrong with the members taken together, by the member, whatever the day (R42). */
export const existingFaults = ({ plan, licences, payPeriod, renewalDate }: Existing) => {
  const faults: { at: keyof Existing; detail: string }[] = []
  const most = mostLicences(plan)
  if (most !== undefined && licences > most)
    faults.push({ at: 'licences', detail: `must be at most ${most} on this plan` })
  const isNeeded = isPaid({ plan })
  const detail = isNeeded ? 'is required on a paid plan' : 'must be absent on the free plan'
  if ((payPeriod !== undefined) !== isNeeded) faults.push({ at: 'payPeriod', detail })
  if ((renewalDate !== undefined) !== isNeeded) faults.push({ at: 'renewalDate', detail })
  if (isNeeded && payPeriod === 'monthly' && !isSoldMonthly(plan))
    faults.push({ at: 'payPeriod', detail: 'must be yearly, as the plan is not sold by the month' })
  return faults
}

/** The subscription of an existing customer, paid for since this instant; refuses a renewal date that is not within one pay period from now (R14). */
export const existingSubscription = (
  { plan, licences, payPeriod, renewalDate }: Existing,
  at: Instant,
): Subscription => {
  if (payPeriod === undefined || renewalDate === undefined) return { plan, licences, everCharged: false }
  const today = dateOf(at)
  const latest = plusMonths(today, MONTHS[payPeriod])
  if (renewalDate <= today || renewalDate > latest) {
    const detail = `must be later than ${today} and not later than ${latest}`
    throw invalidInput({ issues: [{ pointer: '/renewalDate', detail }] })
  }
  return { plan, licences, payPeriod, renewalDate, paidSince: at, everCharged: true }
}
