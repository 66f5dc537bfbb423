import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { http, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Country } from '../kernel/country.ts'
import { Language } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { domainAlreadyClaimed, goneWithCustomer, unverifiedCustomersExhausted } from './claim.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { addressTaken } from '../users/address.ts'
import { trialAlreadyUsed, TrialBudget, TrialOrder } from '../trials/trial.ts'
import {
  ConsoleCustomer,
  customerExists,
  customerNotRemovable,
  SuperAdmin,
  superAdminNotCorrectable,
  superAdminSignedIn,
} from './customer.ts'
import { CustomerPatch } from './details.ts'
import { exportTooLarge } from './export.ts'
import { StoreCustomer, StoreCustomerView } from './store-customer.ts'
import { newOrganization } from './new-organization.ts'

/** A customer in the Console, with its version and, on a trial, the trial's budget. */
export const CustomerView = z
  .strictObject({
    ...ConsoleCustomer.shape,
    country: Country,
    language: Language,
    createdAt: Instant,
    trialBudget: TrialBudget.optional(),
    version: z.int(),
  })
  .meta({ id: 'CustomerView' })

const byId = z.strictObject({ customerId: CustomerId })

export const addCustomer = /* @__PURE__ */ operation('addCustomer', () => ({
  summary: 'Add a customer organisation, on the free plan or on a trial',
  rules: ['R10', 'R11', 'R16', 'R17', 'R18', 'R19', 'R30'],
  on: http('POST', '/customers', 201),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  reads: ['partner', 'person', 'subject'],
  puts: [
    'customer',
    'access',
    'customerRow',
    'domainClaim',
    'trialEndDue',
    'trialReminderDue',
    'claimWarningDue',
    'claimLapseDue',
    'subject',
    'personalDetails',
    'organizationMembership',
    'administrator',
  ],
  updates: ['roleCount', 'claimCount', 'dayCount', 'customerMonth'],
  checks: ['person', 'domainOwner', 'domainTrial'],
  mails: ['customer-added', 'trial-started'],
  needs: ['daily-mails'],
  input: z.strictObject({
    ...newOrganization(),
    trial: TrialOrder.optional().meta({ description: 'Start on a trial of this plan; otherwise on free' }),
  }),
  output: CustomerView,
  problems: [
    customerExists,
    domainAlreadyClaimed,
    unverifiedCustomersExhausted,
    trialAlreadyUsed,
    partnerMemberIsOrganizationAdmin,
    dailyNumberReached,
  ],
}))

export const removeCustomer = /* @__PURE__ */ operation('removeCustomer', () => ({
  summary: 'Remove a customer that was never verified, with its trial',
  rules: ['R16', 'R18', 'R30'],
  on: http('DELETE', '/customers/{customerId}'),
  allow: ['partner-admin'],
  surface: 'store',
  puts: ['customer'],
  updates: ['roleCount', 'claimCount', 'customerMonth'],
  deletes: goneWithCustomer,
  input: byId,
  output: z.strictObject({ customerId: CustomerId, domain: z.string(), removedAt: Instant }),
  problems: [customerNotRemovable],
}))

/** What a list of customers can be narrowed to (R12). */
const listingFilter = () => ({
  search: z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Part of a domain or organisation name' }),
  domainState: z.enum(['unverified', 'verified']).optional(),
  trial: z
    .enum(['running', 'ending', 'ended', 'none'])
    .optional()
    .meta({ description: '`ending` is running with 7 days or less to go' }),
})

/** A page of a list of customers; only the first one has counts, over the newest 1,000 customers, and `complete` says whether there are no more. */
const listingOf = <Line extends z.ZodType>(line: Line) =>
  z.strictObject({
    ...pageOf(line).shape,
    counts: z
      .strictObject({
        all: z.int(),
        unverified: z.int(),
        verified: z.int(),
        trialRunning: z.int(),
        trialEnding: z.int(),
        trialEnded: z.int(),
        complete: z.boolean(),
      })
      .optional(),
  })

export const listConsoleCustomers = /* @__PURE__ */ operation('listConsoleCustomers', () => ({
  summary: 'Manage Customers: your granted customers, newest first, with the action that applies',
  rules: ['R12', 'R22', 'R34', 'R60'],
  on: http('GET', '/console/customers'),
  allow: ['partner-admin'],
  surface: 'console',
  lists: ['customerRow'],
  needs: ['cursors'],
  input: z.strictObject({
    ...listingFilter(),
    ...pageInput,
  }),
  output: listingOf(ConsoleCustomer),
}))

export const exportConsoleCustomers = /* @__PURE__ */ operation('exportConsoleCustomers', () => ({
  summary: 'Manage Customers as a CSV file: all your granted customers that pass the filter, newest first',
  rules: ['R12', 'R34', 'R60'],
  on: http('GET', '/console/customers.csv'),
  allow: ['partner-admin'],
  surface: 'console',
  lists: ['customerRow'],
  input: z.strictObject(listingFilter()),
  produces: { 'customers.csv': 'text/csv' },
  output: z.string(),
  problems: [exportTooLarge],
}))

export const getConsoleCustomer = /* @__PURE__ */ operation('getConsoleCustomer', () => ({
  summary: 'See a customer',
  rules: ['R12', 'R33', 'R34'],
  on: http('GET', '/console/customers/{customerId}'),
  allow: ['partner-admin'],
  surface: 'console',
  input: byId,
  output: CustomerView,
}))

export const correctSuperAdmin = /* @__PURE__ */ operation('correctSuperAdmin', () => ({
  summary: 'Correct a mistyped super admin, until that person first signs in',
  rules: ['R13', 'R17', 'R19'],
  on: http('PUT', '/console/customers/{customerId}/super-admin'),
  allow: ['partner-admin'],
  surface: 'console',
  ifMatch: 'customer',
  reads: ['partner', 'person', 'subject', 'organizationMembership', 'user', 'userAddress'],
  puts: [
    'customer',
    'subject',
    'personalDetails',
    'organizationMembership',
    'administrator',
    'user',
    'userAddress',
  ],
  updates: ['customerRow', 'personalDetails', 'roleCount', 'dayCount'],
  deletes: ['organizationMembership', 'administrator', 'userAddress'],
  checks: ['subject', 'person'],
  mails: ['customer-added'],
  needs: ['daily-mails'],
  input: z.strictObject({ customerId: CustomerId, ...SuperAdmin.shape }),
  output: CustomerView,
  problems: [
    superAdminSignedIn,
    superAdminNotCorrectable,
    addressTaken,
    partnerMemberIsOrganizationAdmin,
    dailyNumberReached,
  ],
}))

export const lapseUnverifiedClaims = /* @__PURE__ */ operation('lapseUnverifiedClaims', () => ({
  summary: 'Remove customers whose domain was not verified within 30 days, and warn 7 days before',
  rules: ['R16'],
  on: schedule('rate(15 minutes)'),
  reads: ['customer', 'partner'],
  lists: ['claimWarningDue/due', 'claimLapseDue/due'],
  puts: ['customer', 'claimWarningDue', 'claimLapseDue'],
  updates: ['roleCount', 'claimCount', 'customerMonth'],
  deletes: goneWithCustomer,
  checks: ['customer'],
  mails: ['claim-lapses-soon', 'claim-lapsed'],
  timeoutSeconds: 300,
}))

export const listStoreCustomers = /* @__PURE__ */ operation('listStoreCustomers', () => ({
  summary: 'List your customers, granted and revoked, newest first',
  rules: ['R12', 'R13', 'R34', 'R63'],
  on: http('GET', '/store/customers'),
  allow: ['partner-admin'],
  surface: 'store',
  lists: ['customerRow'],
  needs: ['cursors'],
  input: z.strictObject({ ...listingFilter(), ...pageInput }),
  output: listingOf(StoreCustomer),
}))

export const getStoreCustomer = /* @__PURE__ */ operation('getStoreCustomer', () => ({
  summary: 'See a customer in the Store',
  rules: ['R13', 'R33', 'R34', 'R63'],
  on: http('GET', '/store/customers/{customerId}'),
  allow: ['partner-admin'],
  surface: 'store',
  keptAfterRevocation: true,
  reads: ['billing'],
  input: byId,
  output: StoreCustomerView,
}))

export const updateCustomer = /* @__PURE__ */ operation('updateCustomer', () => ({
  summary: "Update a customer's name, country, language and contact phone",
  rules: ['R13', 'R43'],
  on: http('PATCH', '/store/customers/{customerId}'),
  allow: ['partner-admin'],
  surface: 'store',
  ifMatch: 'customer',
  reads: ['billing'],
  puts: ['customer'],
  updates: ['customerRow'],
  input: z.strictObject({ customerId: CustomerId, ...CustomerPatch.shape }),
  output: StoreCustomerView,
}))
