import { mail, TEAM_LANGUAGE, tellSupport } from '../../shared/notifications/mail.ts'
import { personChanged, subjectReleased } from '../../shared/people/changes.ts'
import { releaseSubject } from '../../shared/people/contract.ts'
import { stranger } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { addressNotBound, release } from '../../shared/people/subject.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { known: personRecord, subject: subjectRecord.or(addressNotBound) }

export const handler = serveStaff(releaseSubject, reads, ({ input, caller, known, subject }) => {
  const { email, reason } = input
  const released = release(subject, caller.email)
  return {
    answer: { email },
    changes: [
      subjectReleased(subject, released),
      personChanged(known, known ?? stranger(released), { action: 'subject.released', details: { reason } }),
    ],
    outbox: [
      mail('address-released', { email, language: TEAM_LANGUAGE }, {}),
      tellSupport('team-address-released', caller.email, { who: email, note: reason }),
    ],
  }
})
