import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../kernel/id.ts'
import { http, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { alreadyPartner, applicationAlreadyOpen, partnerMemberIsStaff } from '../people/person.ts'
import {
  applicationAlreadyDecided,
  applicationFacts,
  applicationForm,
  applicationNotFound,
  ApplicationStatus,
  ownApplication,
  Rejection,
  RejectionReason,
  termsNotAccepted,
  TERMS_VERSION,
} from './application.ts'
import { termsNotFound, TermsView } from './terms.ts'

/** Whether the reply is on time, due soon or overdue (R6). */
export const SlaState = z.enum(['on-time', 'due-soon', 'overdue']).meta({ id: 'SlaState' })

/** An application as its applicant and the staff see it; the status tells which of the optional members it has. */
export const ApplicationView = z
  .strictObject({
    ...applicationFacts,
    status: ApplicationStatus,
    /** When the team was told that the reply was overdue (R6). */
    escalatedAt: Instant.optional(),
    decidedAt: Instant.optional(),
    decidedBy: EmailAddress.optional(),
    partnerId: PartnerId.optional(),
    rejection: Rejection.optional(),
    slaState: SlaState,
    version: z.int(),
  })
  .meta({ id: 'ApplicationView' })

const ApplicationLine = z
  .strictObject({
    applicationId: ApplicationId,
    companyName: z.string(),
    country: z.string(),
    primaryExpertise: applicationForm.primaryExpertise,
    status: ApplicationStatus,
    submittedAt: Instant,
    dueAt: Instant,
    slaState: SlaState,
  })
  .meta({ id: 'ApplicationLine' })

const byId = z.strictObject({ applicationId: ApplicationId })

export const getTerms = /* @__PURE__ */ operation('getTerms', () => ({
  summary: 'Read the terms of the programme in the language of the reader',
  rules: ['R4', 'R6'],
  on: http('GET', '/terms'),
  allow: 'public',
  needs: ['console-page'],
  input: z.strictObject({
    version: z
      .string()
      .max(20)
      .optional()
      .meta({
        description: 'The version to read; the current one where none is named',
        examples: [TERMS_VERSION],
      }),
  }),
  output: TermsView,
  problems: [termsNotFound],
}))

export const submitApplication = /* @__PURE__ */ operation('submitApplication', () => ({
  summary: 'Apply to become a partner',
  rules: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R64'],
  on: http('POST', '/applications', 201),
  allow: ['applicant'],
  idempotencyKey: 'accepted',
  puts: ['application', 'person', 'applicationReviewDue'],
  mails: ['application-received'],
  needs: ['first-staff-member'],
  input: z.strictObject({
    ...applicationForm,
    acceptedTerms: z
      .string()
      .max(20)
      .meta({
        description:
          'The version of the terms that the applicant accepts; getTerms answers the current one, its text and the address of its page',
        examples: [TERMS_VERSION],
      }),
  }),
  output: ApplicationView,
  problems: [termsNotAccepted, applicationAlreadyOpen, alreadyPartner, partnerMemberIsStaff],
}))

export const listOwnApplications = /* @__PURE__ */ operation('listOwnApplications', () => ({
  summary: 'List your applications, newest first',
  rules: ['R5', 'R6'],
  on: http('GET', '/applications'),
  allow: ['applicant'],
  reads: ['application'],
  input: z.strictObject({}),
  output: pageOf(ApplicationView),
}))

export const getApplication = /* @__PURE__ */ operation('getApplication', () => ({
  summary: 'See one of your applications and when its answer is due',
  rules: ['R6'],
  on: http('GET', '/applications/{applicationId}'),
  allow: ['applicant'],
  reads: ['application'],
  input: byId,
  output: ApplicationView,
  problems: [applicationNotFound],
}))

export const withdrawApplication = /* @__PURE__ */ operation('withdrawApplication', () => ({
  summary: 'Withdraw your application before it is decided',
  rules: ['R5'],
  on: http('POST', '/applications/{applicationId}/withdrawal'),
  allow: ['applicant'],
  idempotencyKey: 'accepted',
  reads: ['application'],
  puts: ['application', 'person'],
  deletes: ['applicationReviewDue'],
  input: byId,
  output: ApplicationView,
  problems: [applicationNotFound, applicationAlreadyDecided],
}))

export const listApplications = /* @__PURE__ */ operation('listApplications', () => ({
  summary: 'List applications of a status by due date',
  rules: ['R6'],
  on: http('GET', '/staff/applications'),
  allow: ['staff'],
  lists: ['application/listing'],
  needs: ['cursors'],
  input: z.strictObject({ status: ApplicationStatus.default('submitted'), ...pageInput }),
  output: pageOf(ApplicationLine),
}))

export const reviewApplication = /* @__PURE__ */ operation('reviewApplication', () => ({
  summary: 'See an application with its possible duplicates',
  rules: ['R5', 'R6'],
  on: http('GET', '/staff/applications/{applicationId}'),
  allow: ['staff'],
  reads: ['application'],
  lists: ['companyMark'],
  input: byId,
  output: z.strictObject({
    ...ApplicationView.shape,
    /** Partners that have the same company mail domain or tax id. */
    possibleDuplicates: z.array(
      z.strictObject({ partnerId: PartnerId, by: z.enum(['mail-domain', 'tax-id']) }),
    ),
  }),
  problems: [applicationNotFound],
}))

export const approveApplication = /* @__PURE__ */ operation('approveApplication', () => ({
  summary: 'Approve an application, which makes its applicant a partner',
  rules: ['R5', 'R7', 'R64'],
  on: http('POST', '/staff/applications/{applicationId}/approval'),
  allow: ['reviewer'],
  idempotencyKey: 'accepted',
  reads: ['application', 'person'],
  puts: ['application', 'partner', 'person', 'companyMark'],
  deletes: ['applicationReviewDue'],
  mails: ['application-approved'],
  input: byId,
  output: ApplicationView,
  problems: [
    applicationNotFound,
    applicationAlreadyDecided,
    ownApplication,
    alreadyPartner,
    partnerMemberIsStaff,
  ],
}))

export const rejectApplication = /* @__PURE__ */ operation('rejectApplication', () => ({
  summary: 'Reject an application with a reason and a note',
  rules: ['R5', 'R7'],
  on: http('POST', '/staff/applications/{applicationId}/rejection'),
  allow: ['reviewer'],
  idempotencyKey: 'accepted',
  reads: ['application', 'person'],
  puts: ['application', 'person'],
  deletes: ['applicationReviewDue'],
  mails: ['application-rejected'],
  input: z.strictObject({ applicationId: ApplicationId, reason: RejectionReason, note: Paragraph(1_000) }),
  output: ApplicationView,
  problems: [applicationNotFound, applicationAlreadyDecided, ownApplication],
}))

export const escalateOverdueApplications = /* @__PURE__ */ operation('escalateOverdueApplications', () => ({
  summary: 'Tell reviewers and support, once each, of the applications whose reply is overdue',
  rules: ['R6'],
  on: schedule('rate(15 minutes)'),
  reads: ['application'],
  lists: ['applicationReviewDue/due', 'person/listing'],
  puts: ['application', 'applicationReviewDue'],
  deletes: ['applicationReviewDue'],
  mails: ['application-overdue'],
  needs: ['first-staff-member'],
  timeoutSeconds: 300,
}))
