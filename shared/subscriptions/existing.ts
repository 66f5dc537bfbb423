import * as z from 'zod'
import { dateOf, plusMonths } from '../kernel/date.ts'
import type { FaultAt } from '../kernel/issue.ts'
import { invalidInput } from '../kernel/problems.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import {
  isPaid,
  isSoldMonthly,
  Licences,
  MONTHS,
  mostLicences,
  notSoldMonthly,
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
export const existingFaults = ({ plan, licences, payPeriod, renewalDate }: Existing): FaultAt[] => {
  const faults: FaultAt[] = []
  const most = mostLicences(plan)
  if (most !== undefined && licences > most)
    faults.push({
      at: ['licences'],
      code: 'too-big',
      max: most,
      detail: `must be at most ${most} on this plan`,
    })
  const isNeeded = isPaid({ plan })
  const misplaced = isNeeded
    ? ({ code: 'required', detail: 'is required on a paid plan' } as const)
    : ({ code: 'absent', detail: 'must be absent on the free plan' } as const)
  if ((payPeriod !== undefined) !== isNeeded) faults.push({ at: ['payPeriod'], ...misplaced })
  if ((renewalDate !== undefined) !== isNeeded) faults.push({ at: ['renewalDate'], ...misplaced })
  if (isNeeded && payPeriod === 'monthly' && !isSoldMonthly(plan)) faults.push(notSoldMonthly)
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
    const limit =
      renewalDate <= today
        ? ({ code: 'too-early', earliest: dateOf(plusDays(at, 1)) } as const)
        : ({ code: 'too-late', latest } as const)
    throw invalidInput({ issues: [{ pointer: '/renewalDate', ...limit, detail }] })
  }
  return { plan, licences, payPeriod, renewalDate, paidSince: at, everCharged: true }
}
