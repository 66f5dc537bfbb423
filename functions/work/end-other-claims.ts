import { end } from '../../shared/customers/claim.ts'
import { customerRecord, domainClaimPartition, domainClaimRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { done, notDone, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Position } from '../../shared/table/table.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { settleEffect } from './settle-effect.ts'

const CLAIMS_A_PAGE = 25

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
    }),
    recipientsOf(customer, partner).map((recipient) =>
      mail('claim-ended', recipient, { organizationName, domain }),
    ),
  )
}

/**
 * Ends every other claim to a domain that was verified, each in its own commit (R11). New claims are refused from the verification on,
 * so one pass sees all; a claim that could not be ended holds up no other and is left to a later attempt.
 */
export const endOtherClaims = async (
  job: Job,
  leased: OutboxEntry,
  { domain }: Extract<Effect, { kind: 'end-other-claims' }>,
): Promise<void> => {
  const notEnded = (reason: string): Promise<void> =>
    settleEffect(job, leased, notDone(leased, realNow(), reason))
  let left = 0
  let after: Position | undefined
  do {
    const claims = await job.page(domainClaimRecord, {
      partition: domainClaimPartition({ domain }),
      limit: CLAIMS_A_PAGE,
      ...(after ? { after } : {}),
    })
    for (const { customerId } of claims.items) {
      if (!job.hasTime()) return notEnded('OutOfTime')
      try {
        if (!(await endClaim(job, customerId))) left += 1
      } catch (thrown) {
        job.postponed(customerId, thrown)
        left += 1
      }
    }
    after = claims.after
  } while (after)
  if (left > 0) return notEnded('ClaimsLeft')
  await settleEffect(job, leased, done(leased, realNow()))
}
