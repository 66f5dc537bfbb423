import { done, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'

/** Queues a mail to every admin of a partner, in the commit that settles the effect. */
export const tellPartner = async (
  job: Job,
  leased: OutboxEntry,
  { partnerId, mail, words }: Extract<Effect, { kind: 'tell-partner' }>,
): Promise<void> => {
  const { admins, language } = await job.get(partnerRecord, { partnerId })
  await job.commit(
    [effectMoved(leased, done(leased, realNow()))],
    admins.map((to) => ({ kind: 'mail', mail, to, language, words })),
  )
}
