import * as z from 'zod'
import type { PartnerAccess } from '../access/access.ts'
import { Country } from '../kernel/country.ts'
import { PhoneNumber } from '../kernel/phone-number.ts'
import { Language } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { budget, TrialBudget } from '../trials/trial.ts'
import {
  CustomerLine,
  customerLine,
  StoredSuperAdmin,
  summarize,
  type Customer,
  type CustomerSummary,
} from './customer.ts'

type AccessStatus = PartnerAccess['status']

/** A line of the Store's list; after a revocation without the super admin (R13, R63). */
export const StoreCustomer = z
  .strictObject({
    ...CustomerLine.shape,
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

/** The summary as the Store shows it at an instant: to a partner whose access is revoked the facts of billing only (R63). */
export const storeCustomer = (
  summary: CustomerSummary,
  access: AccessStatus,
  at: Instant,
): StoreCustomer => ({
  ...customerLine(summary, at),
  access,
  ...(access === 'granted' ? { superAdmin: summary.superAdmin } : {}),
})

/** A customer as its partner sees it in the Store at an instant, with the version that this is (R13, R63). */
export const storeCustomerView = (customer: Customer, access: AccessStatus, version: number, at: Instant) => {
  const { country, language, contactPhone, createdAt, trial } = customer
  return {
    ...storeCustomer(summarize(customer), access, at),
    country,
    language,
    ...(access === 'granted' && contactPhone !== undefined ? { contactPhone } : {}),
    createdAt,
    ...(trial ? { trialBudget: budget(trial, at) } : {}),
    version,
  }
}
