import { mail, TEAM_LANGUAGE, tellSupport } from '../../shared/notifications/mail.ts'
import { personChanged, subjectReleased } from '../../shared/people/changes.ts'
import { releaseSubject } from '../../shared/people/contract.ts'
import { stranger } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { addressNotBound, release } from '../../shared/people/subject.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { known: personRecord, subject: subjectRecord.or(addressNotBound) }

export const handler = serveStaff(releaseSubject, reads, ({ input, caller, known, subject }) => {
  const { email, reason, readmitFormer = false } = input
  const released = release(subject, { by: caller.email, readmitFormer })
  if (released === subject) return { answer: { email } }
  const action = readmitFormer ? 'subject.former-readmitted' : 'subject.released'
  const mailed = readmitFormer ? 'former-account-readmitted' : 'address-released'
  return {
    answer: { email },
    changes: [
      subjectReleased(subject, released),
      personChanged(known, known ?? stranger(released), { action, details: { reason } }),
    ],
    outbox: [
      mail(mailed, { email, language: TEAM_LANGUAGE }, {}),
      tellSupport(`team-${mailed}`, caller.email, { who: email, note: reason }),
    ],
  }
})
