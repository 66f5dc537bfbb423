import { escalate } from '../../shared/applications/application.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { mayReview } from '../../shared/people/person.ts'
import { personRecord, STAFF_LISTING } from '../../shared/people/records.ts'
import type { Position } from '../../shared/table/table.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'

/** The most people that one escalation mails, reviewers before support, so that it stays one commit. */
const MOST_TOLD = 90

/** The language of mails to the team. */
const TEAM_LANGUAGE = 'en'

/** Reviewers, then support, the first staff member among them; each once. */
const reviewingTeam = async (job: Job, firstStaffMember: EmailAddress): Promise<EmailAddress[]> => {
  const reviewers: EmailAddress[] = []
  const support = [firstStaffMember]
  let after: Position | undefined
  do {
    const listed = await job.page(personRecord, {
      index: 'listing',
      partition: STAFF_LISTING,
      limit: 100,
      ...(after ? { after } : {}),
    })
    for (const { email, staffRoles } of listed.items.filter(mayReview))
      (staffRoles.includes('reviewer') ? reviewers : support).push(email)
    after = listed.after
  } while (after)
  return [...new Set([...reviewers, ...support])].slice(0, MOST_TOLD)
}

/** Mails reviewers and support about each application whose reply is overdue, once for each application however often it runs (R6). */
export const escalateApplications = (job: Job, firstStaffMember: EmailAddress): Promise<Swept> => {
  let team: Promise<EmailAddress[]> | undefined
  return sweep(job, {
    queue: applicationReviewDueRecord,
    at: job.now,
    lookUp: (ids) =>
      job.findAll(
        applicationRecord,
        ids.map((applicationId) => ({ applicationId })),
      ),
    handle: async (due, application) => {
      const finished = applicationReviewDueRecord.finish(due)
      const escalated = application && escalate(application, job.now)
      if (!escalated) {
        if (application?.status !== 'submitted' || application.escalatedAt) await job.commit([finished])
        return false
      }
      const { applicationId, company, dueAt } = escalated
      const told = await (team ??= reviewingTeam(job, firstStaffMember))
      return job.commit(
        [
          applicationRecord.replace(application, escalated, {
            action: 'application.escalated',
            details: { dueAt },
          }),
          finished,
        ],
        told.map((email) =>
          mail(
            'application-overdue',
            { email, language: TEAM_LANGUAGE },
            { companyName: company.name, applicationId, dueAt },
          ),
        ),
      )
    },
  })
}
