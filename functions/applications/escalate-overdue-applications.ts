import { escalateOverdueApplications } from '../../shared/applications/contract.ts'
import { escalateApplications } from '../work/escalate-applications.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { world } from '../outside/world.ts'

export const handler = serveSchedule(escalateOverdueApplications, async (job) => {
  const firstStaffMember = EmailAddress.parse(world.setting('FIRST_STAFF_MEMBER'))
  const { done, postponed } = await escalateApplications(job, firstStaffMember)
  return { escalated: done, postponed }
})
