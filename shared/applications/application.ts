import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Language, Paragraph } from '../kernel/text.ts'
import { Instant, plusDays, type Instant as At } from '../kernel/time.ts'
import type { SourceOf, Transitions } from '../kernel/transitions.ts'
import { Address, Company, Expertise, StoredCompany } from '../partners/company.ts'

/** Days within which an applicant gets a reply (R6). */
export const REVIEW_DAYS = 7
const DUE_SOON_DAYS = 2

/** The terms that an applicant accepts at present (R4). */
export const TERMS_VERSION = '2026-01'

/** Why an application is rejected (R7). */
export const RejectionReason = z
  .enum(['needs-more-detail', 'does-not-meet-requirements', 'not-the-right-fit', 'other'])
  .meta({ id: 'RejectionReason' })
export type RejectionReason = z.infer<typeof RejectionReason>

/** What an applicant fills in (R2, R3, R4). */
export const applicationForm = {
  company: Company,
  address: Address,
  primaryExpertise: Expertise,
  experience: Paragraph(4_000),
  partnershipPlan: Paragraph(4_000),
  language: Language.default('en'),
} as const

/** The status of an application (R5). */
export const ApplicationStatus = z.enum(['submitted', 'approved', 'rejected', 'withdrawn'])
export type ApplicationStatus = z.infer<typeof ApplicationStatus>

/** What an application has from the start. */
export const applicationFacts = {
  applicationId: ApplicationId,
  applicant: EmailAddress,
  ...applicationForm,
  company: StoredCompany,
  terms: z.object({ version: z.string(), acceptedAt: Instant }),
  submittedAt: Instant,
  dueAt: Instant,
} as const

/** Why it is rejected, and a note for the applicant (R7). */
export const Rejection = z.object({ reason: RejectionReason, note: Paragraph(1_000) })

// Only a submitted application is escalated; later statuses keep the instant.
const inEveryStatus = { ...applicationFacts, escalatedAt: Instant.optional() }
const decision = { decidedAt: Instant, decidedBy: EmailAddress }

/** A request to become a partner. Members that not all statuses share exist exactly in the statuses that list them (R5). */
export const PartnerApplication = z.discriminatedUnion('status', [
  z.object({ ...inEveryStatus, status: z.literal('submitted') }),
  z.object({ ...inEveryStatus, status: z.literal('approved'), ...decision, partnerId: PartnerId }),
  z.object({ ...inEveryStatus, status: z.literal('rejected'), ...decision, rejection: Rejection }),
  z.object({ ...inEveryStatus, status: z.literal('withdrawn'), decidedAt: Instant }),
])
export type PartnerApplication = z.infer<typeof PartnerApplication>

/** An application in one of its statuses. */
export type ApplicationIn<S extends ApplicationStatus> = Extract<PartnerApplication, { status: S }>

/** Which statuses may follow which (R5). */
export const transitions = {
  submitted: ['approved', 'rejected', 'withdrawn'],
  approved: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Transitions<ApplicationStatus>

/** An application in a status from which it may reach another. */
type Before<S extends ApplicationStatus> = ApplicationIn<SourceOf<typeof transitions, S>>

export const applicationAlreadyDecided = /* @__PURE__ */ problem(
  'application-already-decided',
  {
    kind: 'conflict',
    title: 'The application is decided already',
    advice: 'A decision is final; the applicant may apply again after a rejection.',
  },
  { decision: ApplicationStatus },
)
export const ownApplication = /* @__PURE__ */ problem('own-application', {
  kind: 'forbidden',
  title: 'Nobody decides their own application',
  advice: 'Ask another reviewer.',
})
export const applicationNotFound = /* @__PURE__ */ problem('application-not-found', {
  kind: 'missing',
  title: 'There is no such application',
  advice: 'Choose an application from the list.',
})
export const termsNotAccepted = /* @__PURE__ */ problem(
  'terms-not-accepted',
  {
    kind: 'invalid',
    title: 'The terms are not accepted',
    advice: 'Read the current version of the terms, which GET /v1/terms answers, and accept it.',
  },
  { currentVersion: z.string() },
)

interface Submitting extends Pick<
  PartnerApplication,
  keyof typeof applicationForm | 'applicationId' | 'applicant'
> {
  readonly acceptedTerms: string
}

/** Submits an application, which grants nothing; its reply is due in 7 days (R4, R5, R6). */
export const submit = ({ acceptedTerms, ...rest }: Submitting, at: At): ApplicationIn<'submitted'> => {
  if (acceptedTerms !== TERMS_VERSION) throw termsNotAccepted({ currentVersion: TERMS_VERSION })
  return {
    ...rest,
    terms: { version: acceptedTerms, acceptedAt: at },
    status: 'submitted',
    submittedAt: at,
    dueAt: plusDays(at, REVIEW_DAYS),
  }
}

/** Returns the application if it is submitted; refuses one that is decided (R5). */
export const undecided = (application: PartnerApplication): ApplicationIn<'submitted'> => {
  if (application.status !== 'submitted') throw applicationAlreadyDecided({ decision: application.status })
  return application
}

/** An application that a reviewer's decision may move to a status. */
type Reviewed<S extends ApplicationStatus> = Before<S> & { readonly decidedBy: EmailAddress }

/** Returns the submitted application with the reviewer who decides it; refuses the reviewer's own application, and one that is decided (R5). */
export const review = (
  application: PartnerApplication,
  by: EmailAddress,
): Reviewed<'approved' | 'rejected'> => {
  if (application.applicant === by) throw ownApplication()
  return { ...undecided(application), decidedBy: by }
}

/** Approves it and names the partner that is created (R7). */
export const approve = (
  application: Reviewed<'approved'>,
  partnerId: PartnerId,
  at: At,
): ApplicationIn<'approved'> => ({ ...application, status: 'approved', decidedAt: at, partnerId })

/** Rejects it with a reason and a note for the applicant (R7). */
export const reject = (
  application: Reviewed<'rejected'>,
  rejection: z.infer<typeof Rejection>,
  at: At,
): ApplicationIn<'rejected'> => ({ ...application, status: 'rejected', decidedAt: at, rejection })

/** Withdraws it, which only its applicant may do (R5). */
export const withdraw = (application: Before<'withdrawn'>, at: At): ApplicationIn<'withdrawn'> => ({
  ...application,
  status: 'withdrawn',
  decidedAt: at,
})

/** Whether the reply is on time, due soon or overdue, computed when read (R6). */
export const slaState = (application: PartnerApplication, at: At): 'on-time' | 'due-soon' | 'overdue' => {
  const { dueAt } = application
  if (application.status !== 'submitted') return application.decidedAt >= dueAt ? 'overdue' : 'on-time'
  if (at >= dueAt) return 'overdue'
  return at >= plusDays(dueAt, -DUE_SOON_DAYS) ? 'due-soon' : 'on-time'
}

/** Records that the team is told of the overdue reply; `undefined` unless it is overdue, submitted and not escalated yet (R6). */
export const escalate = (application: PartnerApplication, at: At): ApplicationIn<'submitted'> | undefined =>
  application.status === 'submitted' && at >= application.dueAt && application.escalatedAt === undefined
    ? { ...application, escalatedAt: at }
    : undefined

/** An application as its applicant and the staff see it at an instant, with the version that this is (R6). */
export const applicationView = (application: PartnerApplication, version: number, at: At) => ({
  ...PartnerApplication.parse(application),
  slaState: slaState(application, at),
  version,
})

/** A line of the application list at an instant (R6). */
export const applicationLine = (application: PartnerApplication, at: At) => {
  const { applicationId, company, address, primaryExpertise, status, submittedAt, dueAt } = application
  return {
    applicationId,
    companyName: company.name,
    country: address.country,
    primaryExpertise,
    status,
    submittedAt,
    dueAt,
    slaState: slaState(application, at),
  }
}
