import { escalate } from '../../shared/applications/application.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { mail, TEAM_LANGUAGE } from '../../shared/notifications/mail.ts'
import type { Job } from '../edge/job.ts'
import { reviewingTeam } from '../edge/team.ts'
import { sweep, type Swept } from './sweep.ts'

/** Mails reviewers and support about each application whose reply is overdue, once for each application however often it runs (R6). */
export const escalateApplications = (
  job: Job,
  firstStaffMember: EmailAddress | undefined,
): Promise<Swept> => {
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
