import { escalateOverdueApplications } from '../../shared/applications/contract.ts'
import { escalateApplications } from '../work/escalate-applications.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(escalateOverdueApplications, async (job) => {
  const { done, postponed } = await escalateApplications(job, firstStaffMember())
  return { escalated: done, postponed }
})
