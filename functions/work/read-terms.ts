import type { Account } from '../../shared/billing/subscription.ts'
import { DEFAULT_TERMS, termsWith, type Terms } from '../../shared/commission/terms.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Job } from '../edge/job.ts'

/** Reads by which terms the partner of an account sells, each partner once a run; one that cannot be read is read anew. */
export const readTerms = (job: Job) => {
  const known = new Map<PartnerId, Promise<Terms>>()
  const read = async (partnerId: PartnerId): Promise<Terms> => {
    try {
      return termsWith(await job.get(partnerRecord, { partnerId }))
    } catch (thrown) {
      known.delete(partnerId)
      throw thrown
    }
  }
  return async ({ customer: { partnerId } }: Account): Promise<Terms> => {
    if (partnerId === undefined) return DEFAULT_TERMS
    const terms = known.get(partnerId) ?? read(partnerId)
    known.set(partnerId, terms)
    return terms
  }
}
