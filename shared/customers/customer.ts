import * as z from 'zod'
import { trialDomain } from '../domains/registrable-domain.ts'
import { DomainVerification } from '../domains/verification.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, PartnerId, TransferId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { PhoneNumber } from '../kernel/phone-number.ts'
import { Language, Name, NameOrNothing } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { Service } from '../services/service.ts'
import { freeSubscription, standing, Subscription, type Plan } from '../subscriptions/plan.ts'
import { budget, endOf, isRunning, latestEnd, Trial, TrialEndReason } from '../trials/trial.ts'

/** A super admin as stored; names that were entered before a rule stay readable. */
export const StoredSuperAdmin = z
  .strictObject({ firstName: z.string(), lastName: z.string(), email: EmailAddress })
  .meta({ id: 'StoredSuperAdmin' })

/** The one super administrator of a customer organisation; many people have one name only, which is the first. */
export const SuperAdmin = /* @__PURE__ */ StoredSuperAdmin.extend({
  firstName: Name(100),
  lastName: NameOrNothing(100),
}).meta({ id: 'SuperAdmin' })
export type SuperAdmin = z.infer<typeof SuperAdmin>

/** A customer organisation (child organisation), mapped to one partner or to none; `removed` ones answer like missing ones. */
export const Customer = z.object({
  customerId: CustomerId,
  state: z.enum(['live', 'removed']),
  /** Absent where no partner manages it (R16). */
  partnerId: PartnerId.optional(),
  domain: z.string(),
  /** What its trial counts for (R30); absent where it was stored before this was kept. */
  registrableDomain: z.string().optional(),
  verification: DomainVerification,
  organizationName: z.string(),
  /** A code of ISO 3166-1, checked when it was entered. */
  country: z.string(),
  language: Language,
  contactPhone: PhoneNumber.optional(),
  superAdmin: StoredSuperAdmin,
  /** How often somebody else than its partner named the super admin: by import, hand-over or recovery; from the first time on its partner corrects none (R13). */
  appointments: z.int().default(0),
  subscription: Subscription,
  trial: Trial.optional(),
  /** The services that were switched off, also those that the plan lacks (R15). */
  servicesOff: z.array(Service).default([]),
  createdAt: Instant,
  /** The transfer to another partner that is not closed yet (R14). */
  transferId: TransferId.optional(),
  /** How often the organisation has consented to a partner; what partners asked before the last time is overtaken (R14). */
  consents: z.int().default(0),
  /** When it did so last. */
  consentedAt: Instant.optional(),
  /** How often its partner has changed; what it asked of an earlier partner has ended. */
  mappings: z.int().default(0),
})
export type Customer = z.infer<typeof Customer>

/** A customer that a partner manages; one whose domain is not verified always is. */
export type MappedCustomer = Customer & { readonly partnerId: PartnerId }

/** Whether a partner manages the customer (R16). */
export const isMapped = <C extends Customer>(customer: C): customer is C & MappedCustomer =>
  customer.partnerId !== undefined

export const customerExists = /* @__PURE__ */ problem('customer-exists', {
  kind: 'conflict',
  title: 'This domain already belongs to a customer organisation',
  advice: 'It cannot be added again; its administrators can map the organisation to a partner.',
})
export const domainNotVerified = /* @__PURE__ */ problem('domain-not-verified', {
  kind: 'conflict',
  title: 'The domain of the organisation is not verified',
  advice: 'Verify the domain first.',
})
export const customerNotRemovable = /* @__PURE__ */ problem('customer-not-removable', {
  kind: 'conflict',
  title: 'Only a customer that was never verified can be removed',
  advice: 'End the mapping instead.',
})
export const superAdminSignedIn = /* @__PURE__ */ problem('super-admin-signed-in', {
  kind: 'conflict',
  title: 'The super admin has already signed in',
  advice: 'From then on only the super admin, or support, can name another.',
})

export const superAdminNotCorrectable = /* @__PURE__ */ problem('super-admin-not-correctable', {
  kind: 'conflict',
  title: "The super admin is not the partner's to correct any more",
  advice: 'The organisation or support has named this super admin; only they name another.',
})

/** What a partner may ask of a customer next: `verify` until the domain is proven, then `manage` (R12, R22). */
export const CustomerAction = /* @__PURE__ */ z.enum(['verify', 'manage']).meta({ id: 'CustomerAction' })

interface NewCustomer extends Pick<
  MappedCustomer,
  'customerId' | 'partnerId' | 'domain' | 'organizationName' | 'country' | 'language' | 'superAdmin'
> {
  readonly code: string
  readonly trial?: Trial
}

/** A customer as it begins, which keeps its registrable domain. */
export type NewMappedCustomer = MappedCustomer & { readonly registrableDomain: string }

/** What every customer begins with. */
export const begun = (domain: string, at: Instant) => ({
  state: 'live' as const,
  registrableDomain: trialDomain(domain),
  servicesOff: [],
  createdAt: at,
  consents: 0,
  mappings: 0,
  appointments: 0,
})

/** A customer as it is added: unverified, on `free`, perhaps on a trial (R10). */
export const add = ({ code, trial, ...rest }: NewCustomer, at: Instant): NewMappedCustomer => ({
  ...begun(rest.domain, at),
  ...rest,
  verification: { code },
  subscription: freeSubscription,
  ...(trial ? { trial } : {}),
})

/** Whether the domain is proven (R22). */
export const isVerified = ({ verification }: Pick<Customer, 'verification'>): boolean =>
  verification.verifiedAt !== undefined

/** Removes a customer that was never verified and never charged (R16). */
export const remove = <C extends Customer>(customer: C): C => {
  if (isVerified(customer) || customer.subscription.everCharged) throw customerNotRemovable()
  return { ...customer, state: 'removed' }
}

/** The organisation with a super admin whom it or support has named, and whom its partner does not correct (R13). */
export const appoint = (
  customer: Customer,
  { firstName, lastName, email }: Customer['superAdmin'],
): Customer => ({
  ...customer,
  superAdmin: { firstName, lastName, email },
  appointments: customer.appointments + 1,
})

/** Replaces a mistyped super admin, or the spelling of their name, until that person first signs in; never one whom the organisation or support has named (R13). */
export const correctSuperAdmin = (
  customer: Customer,
  superAdmin: SuperAdmin,
  hasSignedIn: boolean,
): Customer => {
  if (customer.appointments > 0) throw superAdminNotCorrectable()
  if (hasSignedIn) throw superAdminSignedIn()
  return { ...customer, superAdmin }
}

/** What the customer may use at an instant: the trial's plan while it runs, otherwise what was bought. It does not depend on jobs (R34). */
export const effectivePlan = (
  { subscription, trial }: Pick<Customer, 'subscription' | 'trial'>,
  at: Instant,
): { plan: Plan; licences: number } => {
  const { plan, licences } = trial && isRunning(trial, at) ? trial : standing(subscription, at)
  return { plan, licences }
}

/** The state of the customer's trial at an instant. */
export const trialState = ({ trial }: Pick<Customer, 'trial'>, at: Instant): 'none' | 'running' | 'ended' =>
  trial === undefined ? 'none' : isRunning(trial, at) ? 'running' : 'ended'

/** The few members of a customer that its partner's listing shows (R12). */
export const CustomerSummary = Customer.pick({
  customerId: true,
  domain: true,
  organizationName: true,
  superAdmin: true,
  subscription: true,
  trial: true,
}).extend({ verifiedAt: Instant.optional() })
export type CustomerSummary = z.infer<typeof CustomerSummary>

/** What the partner's listing stores of the customer (R12); not parsed again, as the customer was when it was read or is when it is written. */
export const summarize = ({
  trial,
  verification: { verifiedAt },
  ...customer
}: Customer): CustomerSummary => {
  const { customerId, domain, organizationName, superAdmin, subscription } = customer
  return {
    customerId,
    domain,
    organizationName,
    superAdmin,
    subscription,
    ...(trial ? { trial } : {}),
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
  }
}

/** What every list of customers shows of one at an instant: its domain, its name and the facts of its billing. */
export const CustomerLine = z.strictObject({
  customerId: CustomerId,
  domain: z.string(),
  domainState: z.enum(['unverified', 'verified']),
  organizationName: z.string(),
  plan: Subscription.shape.plan,
  licences: z.int(),
  payPeriod: Subscription.shape.payPeriod,
  renewalDate: Subscription.shape.renewalDate,
  trial: z
    .strictObject({
      state: z.enum(['running', 'ended']),
      endsAt: Instant,
      endReason: TrialEndReason.optional(),
      latestEndsAt: Instant,
    })
    .optional(),
})
export type CustomerLine = z.infer<typeof CustomerLine>

/** The line of a customer at an instant. */
export const customerLine = (summary: CustomerSummary, at: Instant): CustomerLine => {
  const { customerId, domain, organizationName, subscription, trial, verifiedAt } = summary
  const { payPeriod, renewalDate } = standing(subscription, at)
  return {
    customerId,
    domain,
    domainState: verifiedAt === undefined ? 'unverified' : 'verified',
    organizationName,
    ...effectivePlan(summary, at),
    ...(payPeriod ? { payPeriod } : {}),
    ...(renewalDate ? { renewalDate } : {}),
    ...(trial
      ? {
          trial: {
            state: isRunning(trial, at) ? ('running' as const) : ('ended' as const),
            endsAt: endOf(trial),
            ...(trial.endReason ? { endReason: trial.endReason } : {}),
            latestEndsAt: latestEnd(trial),
          },
        }
      : {}),
  }
}

/** A line of *Manage Customers* (R12). */
export const ConsoleCustomer = /* @__PURE__ */ z
  .strictObject({ ...CustomerLine.shape, action: CustomerAction, superAdmin: StoredSuperAdmin })
  .meta({ id: 'ConsoleCustomer' })
export type ConsoleCustomer = z.infer<typeof ConsoleCustomer>

/** The summary as the Console shows it at an instant. */
export const consoleCustomer = (summary: CustomerSummary, at: Instant): ConsoleCustomer => ({
  ...customerLine(summary, at),
  action: summary.verifiedAt === undefined ? 'verify' : 'manage',
  superAdmin: summary.superAdmin,
})

/** A customer as its partner sees it in the Console at an instant, with the version that this is (R12, R33). */
export const customerView = (customer: Customer, version: number, at: Instant) => {
  const { country, language, createdAt, trial } = customer
  return {
    ...consoleCustomer(summarize(customer), at),
    country,
    language,
    createdAt,
    ...(trial ? { trialBudget: budget(trial, at) } : {}),
    version,
  }
}
