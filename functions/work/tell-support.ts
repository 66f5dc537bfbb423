import { TEAM_LANGUAGE } from '../../shared/notifications/mail.ts'
import { done, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import type { Job } from '../edge/job.ts'
import { MOST_TOLD, supportMembers } from '../edge/team.ts'
import { realNow } from '../outside/real-now.ts'

/** Queues a mail to every member of support but the one of them who did it (R64), in the commit that settles the effect. */
export const tellSupport = async (
  job: Job,
  leased: OutboxEntry,
  { mail, words, by }: Extract<Effect, { kind: 'tell-support' }>,
): Promise<void> => {
  const others = (await supportMembers(job, firstStaffMember())).filter((email) => email !== by)
  const told = done(leased, realNow())
  await job.commit(
    [effectMoved(leased, told)],
    others
      .slice(0, MOST_TOLD)
      .map((email) => ({ kind: 'mail', mail, to: email, language: TEAM_LANGUAGE, words })),
  )
}
