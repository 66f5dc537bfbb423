import { listStaff } from '../../shared/people/contract.ts'
import { STAFF_LISTING, personRecord } from '../../shared/people/records.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listStaff, async (request) => {
  const { answer } = await answerPage(
    listStaff,
    request,
    personRecord,
    { index: 'listing', partition: STAFF_LISTING },
    ({ email, staffRoles, version }) => ({ email, staffRoles, version }),
  )
  const first = firstStaffMember()
  return { answer: { ...answer, ...(first === undefined ? {} : { firstStaffMember: first }) } }
})
