import * as z from 'zod'
import { Customer, effectivePlan, isVerified } from '../customers/customer.ts'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { TransferShown, transferShown, type Transfer } from '../mapping/transfer.ts'
import type { Partner } from '../partners/partner.ts'
import { PayPeriod, Plan } from '../subscriptions/plan.ts'

interface Existing extends Pick<
  Customer,
  'customerId' | 'domain' | 'organizationName' | 'country' | 'language' | 'superAdmin' | 'subscription'
> {
  readonly code: string
}

/** An existing customer of the vendor as it is brought in: verified, and without a partner (R14). */
export const bringIn = ({ code, ...described }: Existing, at: Instant): Customer => ({
  ...described,
  state: 'live',
  verification: { code, verifiedAt: at },
  servicesOff: [],
  createdAt: at,
  consents: 0,
  mappings: 0,
})

/** An organisation as the programme team finds it by its domain. */
export const FoundOrganization = z
  .strictObject({
    customerId: CustomerId,
    domain: z.string(),
    state: z.enum(['unverified', 'verified']),
    organizationName: z.string(),
    superAdmin: Customer.shape.superAdmin,
    plan: Plan,
    licences: z.int(),
    payPeriod: PayPeriod.optional(),
    renewalDate: z.iso.date().optional(),
    partner: z.strictObject({ partnerId: PartnerId, companyName: z.string() }).optional(),
    transfer: TransferShown.optional(),
  })
  .meta({ id: 'FoundOrganization' })

/** The organisation at an instant, with its partner and its open transfer where it has them. */
export const foundOrganization = (
  customer: Customer,
  at: Instant,
  {
    partner,
    transfer,
  }: { readonly partner?: Partner | undefined; readonly transfer?: Transfer | undefined } = {},
) => {
  const { customerId, domain, organizationName, superAdmin, subscription } = customer
  const { payPeriod, renewalDate } = subscription
  return {
    customerId,
    domain,
    state: isVerified(customer) ? ('verified' as const) : ('unverified' as const),
    organizationName,
    superAdmin,
    ...effectivePlan(customer, at),
    ...(payPeriod ? { payPeriod } : {}),
    ...(renewalDate ? { renewalDate } : {}),
    ...(partner ? { partner: { partnerId: partner.partnerId, companyName: partner.company.name } } : {}),
    ...(transfer ? { transfer: transferShown(transfer) } : {}),
  }
}
