import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { TEAM_LANGUAGE } from '../../shared/notifications/mail.ts'
import { done, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { MOST_TOLD } from '../edge/team.ts'
import { realNow } from '../outside/real-now.ts'

type ToTeam = Extract<Effect, { kind: 'tell-support' | 'tell-finance' }>

/** Queues a mail to some members of the programme team, in the commit that settles the effect. */
export const tellMembers = async (
  job: Job,
  leased: OutboxEntry,
  { mail, words }: ToTeam,
  members: readonly EmailAddress[],
): Promise<void> => {
  const told = done(leased, realNow())
  await job.commit(
    [effectMoved(leased, told)],
    members
      .slice(0, MOST_TOLD)
      .map((email) => ({ kind: 'mail', mail, to: email, language: TEAM_LANGUAGE, words })),
  )
}
