import { escalate } from '../../shared/applications/application.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { mail, TEAM_LANGUAGE } from '../../shared/notifications/mail.ts'
import { mayReview } from '../../shared/people/person.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'
import { MOST_TOLD, staffMembers } from './team.ts'

/** Reviewers, then support, the first staff member among them; each once. */
const reviewingTeam = async (
  job: Job,
  firstStaffMember: EmailAddress | undefined,
): Promise<EmailAddress[]> => {
  const reviewing = (await staffMembers(job)).filter(mayReview)
  const reviewers = reviewing.filter(({ staffRoles }) => staffRoles.includes('reviewer'))
  const everybody = [
    ...reviewers.map(({ email }) => email),
    ...(firstStaffMember ? [firstStaffMember] : []),
    ...reviewing.map(({ email }) => email),
  ]
  return [...new Set(everybody)].slice(0, MOST_TOLD)
}

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
