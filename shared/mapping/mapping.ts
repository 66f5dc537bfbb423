import * as z from 'zod'
import type { Customer } from '../customers/customer.ts'
import { renewed } from '../domains/verification.ts'
import type { PartnerId } from '../kernel/id.ts'
import { CustomerId, type TransferId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import type { Partner } from '../partners/partner.ts'
import { PartnerName } from '../partners/partner-name.ts'
import { standing } from '../subscriptions/plan.ts'
import { TransferShown } from './transfer-view.ts'

/** A customer that was paid for longer than this many days without a break moves only after a transfer (R14). */
export const PAID_DAYS = 30

export const alreadyMapped = /* @__PURE__ */ problem('already-mapped', {
  kind: 'conflict',
  title: 'The organisation is mapped to this partner already',
  advice: 'Nothing is left to do.',
})

/** What became of an organisation's consent to a partner: mapped at once, or a transfer that waits. */
export const MappingAnswer = z
  .strictObject({
    customerId: CustomerId,
    partner: PartnerName.meta({
      description: 'The partner that the organisation consented to',
    }),
    status: z.enum(['mapped', 'transfer-pending']),
    transfer: TransferShown.optional(),
  })
  .meta({ id: 'MappingAnswer' })

/** Whether a customer moves to another partner only after a transfer: its present partner is active, and it was paid for more than 30 days and still is (R14). */
export const mustWait = (
  { subscription }: Pick<Customer, 'subscription'>,
  present: Pick<Partner, 'status'> | undefined,
  at: Instant,
): boolean => {
  const { paidSince } = standing(subscription, at)
  return present?.status === 'active' && paidSince !== undefined && at > plusDays(paidSince, PAID_DAYS)
}

/** The customer as mapped to a partner, its verification with a new code; trial, services and verified domain stay (R14, R20). */
export const map = (
  { transferId: _closed, ...customer }: Customer,
  partnerId: PartnerId,
  code: string,
): Customer & { readonly partnerId: PartnerId } => ({
  ...customer,
  partnerId,
  verification: renewed(customer.verification, code),
  mappings: customer.mappings + 1,
})

/** The customer once its organisation has consented to a partner; what other partners asked before is overtaken (R14). */
export const consent = (customer: Customer, at: Instant): Customer => ({
  ...customer,
  consents: customer.consents + 1,
  consentedAt: at,
})

/** The customer while a transfer is open. */
export const transferring = (customer: Customer, transferId: TransferId): Customer => ({
  ...customer,
  transferId,
})

/** The customer without its open transfer, which ended and moved nothing. */
export const stay = ({ transferId: _closed, ...customer }: Customer): Customer => customer

/** The customer without a partner; it lives on (R16). */
export const unmap = ({ partnerId: _former, ...customer }: Customer): Customer => ({
  ...customer,
  mappings: customer.mappings + 1,
})
