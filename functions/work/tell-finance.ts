import type { Effect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import type { Job } from '../edge/job.ts'
import { financeMembers } from '../edge/team.ts'
import { tellMembers } from './tell-members.ts'

/** Queues a mail to every member of finance (R48), in the commit that settles the effect. */
export const tellFinance = async (
  job: Job,
  leased: OutboxEntry,
  effect: Extract<Effect, { kind: 'tell-finance' }>,
): Promise<void> => tellMembers(job, leased, effect, await financeMembers(job, firstStaffMember()))
