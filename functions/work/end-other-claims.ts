import { end } from '../../shared/customers/claim.ts'
import { customerRecord, domainClaimPartition, domainClaimRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import type { Effect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Job } from '../edge/job.ts'
import { workThrough } from './work-through.ts'

/** Ends one claim and mails both sides; `false` where something changed meanwhile. */
const endClaim = async (job: Job, customerId: CustomerId): Promise<boolean> => {
  const customer = await job.get(customerRecord, { customerId })
  const ended = end(customer)
  if (!ended) return true
  const partner = await job.find(partnerRecord, ended)
  const { organizationName, domain } = ended
  return job.commit(
    customerRemoved(customer, ended, {
      action: 'customer.ended',
      details: { domain, reason: 'verified-by-another' },
      at: job.now,
    }),
    recipientsOf(customer, partner).map((recipient) =>
      mail('claim-ended', recipient, { organizationName, domain }),
    ),
  )
}

/**
 * Ends every other claim to a domain that was verified, each in its own commit (R11). New claims are refused from the verification on,
 * so one pass sees all.
 */
export const endOtherClaims = (
  job: Job,
  leased: OutboxEntry,
  { domain }: Extract<Effect, { kind: 'end-other-claims' }>,
): Promise<void> =>
  workThrough(job, leased, {
    record: domainClaimRecord,
    query: { partition: domainClaimPartition({ domain }) },
    idOf: ({ customerId }) => customerId,
    handle: ({ customerId }) => endClaim(job, customerId),
    left: 'ClaimsLeft',
  })
