import * as z from 'zod'
import type { FaultAt } from '../kernel/issue.ts'
import { Money } from '../kernel/money.ts'
import { Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'
import { Storage } from '../subscriptions/storage.ts'
import { ChangeMember } from './refusals.ts'
import { membersOf, type ChangeWish } from './wish.ts'

const PaidPlan = /* @__PURE__ */ Plan.exclude(['free'], {
  error: ({ input }) =>
    input === 'free' ? 'must be a paid plan; cancel the subscription instead' : undefined,
}).meta({ id: 'PaidPlan' })

/** The members of a change of a subscription, and what it is expected to cost. */
export const changeMembers = () => ({
  plan: PaidPlan.optional(),
  licences: Licences.optional(),
  payPeriod: PayPeriod.optional(),
  storage: Storage.optional(),
  expectedCharge: Money.extend({ minor: z.int().min(0) })
    .meta({ id: 'ExpectedCharge', description: 'The charge of the quote; another one refuses the change' })
    .optional(),
})

/** What is wrong with the members of a change taken together. */
export const changeFaults = (change: ChangeWish): FaultAt[] =>
  membersOf(change).length > 0
    ? []
    : [
        {
          at: [],
          code: 'at-least-one',
          allowed: ChangeMember.options,
          detail: 'must name a plan, licences, a pay period or storage',
        },
      ]
