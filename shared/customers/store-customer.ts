import * as z from 'zod'
import type { PartnerAccess } from '../access/access.ts'
import { revenueOf, type Billing } from '../billing/billing.ts'
import { subscriptionState, SubscriptionState } from '../billing/subscription.ts'
import { Country } from '../kernel/country.ts'
import { Money, money } from '../kernel/money.ts'
import { PhoneNumber } from '../kernel/phone-number.ts'
import { Language } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { CardType, standing } from '../subscriptions/plan.ts'
import { budget, TrialBudget } from '../trials/trial.ts'
import {
  CustomerLine,
  customerLine,
  StoredSuperAdmin,
  summarize,
  type Customer,
  type CustomerSummary,
} from './customer.ts'

/** A line of the Store's list, with the facts of its billing; after a revocation without the super admin (R13, R63). */
export const StoreCustomer = z
  .strictObject({
    ...CustomerLine.shape,
    subscriptionState: SubscriptionState,
    subscriptionEndsAt: Instant.optional().meta({
      description: 'When it falls to free: at the renewal where it was cancelled, or at the end of the grace',
    }),
    cardType: CardType.optional().meta({ description: 'Whose card is on file; absent where none is' }),
    revenue: Money.meta({ description: 'What you have sold to the customer' }),
    access: z.enum(['granted', 'revoked']),
    superAdmin: StoredSuperAdmin.optional(),
  })
  .meta({ id: 'StoreCustomer' })
export type StoreCustomer = z.infer<typeof StoreCustomer>

/** A customer in the Store, with its version and, on a trial, the trial's budget; after a revocation nobody's contact (R13, R63). */
export const StoreCustomerView = z
  .strictObject({
    ...StoreCustomer.shape,
    country: Country,
    language: Language,
    contactPhone: PhoneNumber.optional(),
    createdAt: Instant,
    trialBudget: TrialBudget.optional(),
    version: z.int(),
  })
  .meta({ id: 'StoreCustomerView' })

interface Shown {
  readonly access: PartnerAccess['status']
  /** What the partner has sold to the customer; absent where it was nothing. */
  readonly revenue?: Money | undefined
}

/** The summary as the Store shows it at an instant: to a partner whose access is revoked the facts of billing only (R13, R63). */
export const storeCustomer = (
  summary: CustomerSummary,
  { access, revenue }: Shown,
  at: Instant,
): StoreCustomer => {
  const { subscription, superAdmin } = summary
  const { endsAt } = standing(subscription, at)
  return {
    ...customerLine(summary, at),
    subscriptionState: subscriptionState(subscription, at),
    ...(endsAt ? { subscriptionEndsAt: endsAt } : {}),
    ...(subscription.cardType ? { cardType: subscription.cardType } : {}),
    revenue: revenue ?? money(0, 'USD'),
    access,
    ...(access === 'granted' ? { superAdmin } : {}),
  }
}

/** A customer as its partner sees it in the Store at an instant, with the version that this is (R13, R63). */
export const storeCustomerView = (
  customer: Customer,
  { status: access, partnerId }: PartnerAccess,
  billing: Billing | undefined,
  version: number,
  at: Instant,
) => {
  const { country, language, contactPhone, createdAt, trial } = customer
  const revenue = billing && revenueOf(billing, partnerId)
  return {
    ...storeCustomer(summarize(customer), { access, revenue }, at),
    country,
    language,
    ...(access === 'granted' && contactPhone !== undefined ? { contactPhone } : {}),
    createdAt,
    ...(trial ? { trialBudget: budget(trial, at) } : {}),
    version,
  }
}
