import { PersonId } from '../../shared/kernel/id.ts'
import { mail, TEAM_LANGUAGE, tellSupport } from '../../shared/notifications/mail.ts'
import { identified, personChanged } from '../../shared/people/changes.ts'
import { setStaffRoles } from '../../shared/people/contract.ts'
import { appoint, stranger } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

const reads = { known: personRecord, subject: subjectRecord }

export const handler = serveStaff(setStaffRoles, reads, ({ input, caller, known, subject, now }) => {
  const { email } = input
  const { personId, newAddress } = identified({ email }, subject, () => newId(PersonId, 'per', now))
  const appointed = appoint(known ?? stranger({ email, personId }), input.staffRoles, caller.email, now)
  const { staffRoles } = appointed
  const words = { count: staffRoles.length, roles: staffRoles.join(', ') }
  return {
    answer: { email, staffRoles, version: (known?.version ?? 0) + 1 },
    changes: [
      ...newAddress,
      personChanged(known, appointed, { action: 'staff-roles.set', details: { staffRoles } }),
    ],
    outbox: [
      mail('staff-roles-set', { email, language: TEAM_LANGUAGE }, words),
      tellSupport('team-staff-roles-set', caller.email, { who: email, ...words }),
    ],
  }
})
