import { personChanged } from '../../shared/people/changes.ts'
import { setStaffRoles } from '../../shared/people/contract.ts'
import { appoint, stranger } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(setStaffRoles, [personRecord], async ({ input, caller, find }) => {
  const { email } = input
  const person = await find(personRecord, { email })
  const appointed = appoint(person ?? stranger(email), input.staffRoles, caller.email)
  const { staffRoles } = appointed
  return {
    answer: { email, staffRoles, version: (person?.version ?? 0) + 1 },
    changes: [personChanged(person, appointed, { action: 'staff-roles.set', details: { staffRoles } })],
  }
})
