import type { Effect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import type { Job } from '../edge/job.ts'
import { supportMembers } from '../edge/team.ts'
import { tellMembers } from './tell-members.ts'

/** Queues a mail to every member of support but the one of them who did it (R64), in the commit that settles the effect. */
export const tellSupport = async (
  job: Job,
  leased: OutboxEntry,
  effect: Extract<Effect, { kind: 'tell-support' }>,
): Promise<void> => {
  const members = await supportMembers(job, firstStaffMember())
  await tellMembers(
    job,
    leased,
    effect,
    members.filter((email) => email !== effect.by),
  )
}
