import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Language, Paragraph } from '../kernel/text.ts'
import { Instant, plusDays, type Instant as At } from '../kernel/time.ts'
import { Address, Company, Expertise } from '../partners/company.ts'

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

const Submission = z.object(applicationForm)

const common = {
  applicationId: ApplicationId,
  applicant: EmailAddress,
  ...applicationForm,
  terms: z.object({ version: z.string(), acceptedAt: Instant }),
  submittedAt: Instant,
  dueAt: Instant,
}

/** A request to become a partner: `submitted`, then once and for all approved, rejected or withdrawn (R5). */
export const PartnerApplication = z.object({
  ...common,
  status: z.enum(['submitted', 'approved', 'rejected', 'withdrawn']),
  /** When the team was told that the reply is overdue (R6). */
  escalatedAt: Instant.optional(),
  decidedAt: Instant.optional(),
  decidedBy: EmailAddress.optional(),
  partnerId: PartnerId.optional(),
  rejection: z.object({ reason: RejectionReason, note: Paragraph(1_000) }).optional(),
})
export type PartnerApplication = z.infer<typeof PartnerApplication>

/** Where an application stands (R5). */
export const ApplicationStatus = PartnerApplication.shape.status
export type ApplicationStatus = z.infer<typeof ApplicationStatus>

/** Which statuses may follow which (R5). */
export const transitions = {
  submitted: ['approved', 'rejected', 'withdrawn'],
  approved: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<ApplicationStatus, readonly ApplicationStatus[]>

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
    advice: 'Accept the current version of the terms and conditions.',
  },
  { currentVersion: z.string() },
)

interface Submitting extends z.infer<typeof Submission> {
  readonly applicationId: PartnerApplication['applicationId']
  readonly applicant: PartnerApplication['applicant']
  readonly acceptedTerms: string
}

/** Submits an application, which grants nothing; its reply is due in 7 days (R4, R5, R6). */
export const submit = ({ acceptedTerms, ...rest }: Submitting, at: At): PartnerApplication => {
  if (acceptedTerms !== TERMS_VERSION) throw termsNotAccepted({ currentVersion: TERMS_VERSION })
  return {
    ...rest,
    terms: { version: acceptedTerms, acceptedAt: at },
    status: 'submitted',
    submittedAt: at,
    dueAt: plusDays(at, REVIEW_DAYS),
  }
}

const become = <S extends ApplicationStatus>(application: PartnerApplication, status: S) => {
  const lawful: readonly ApplicationStatus[] = transitions[application.status]
  if (!lawful.includes(status)) throw applicationAlreadyDecided({ decision: application.status })
  return { ...application, status }
}

const decide = (
  application: PartnerApplication,
  status: 'approved' | 'rejected',
  by: EmailAddress,
  at: At,
) => {
  if (application.applicant === by) throw ownApplication()
  return { ...become(application, status), decidedAt: at, decidedBy: by }
}

/** Approves it, naming the partner that comes of it; nobody their own (R5, R7). */
export const approve = (
  application: PartnerApplication,
  partnerId: PartnerId,
  by: EmailAddress,
  at: At,
): PartnerApplication => ({
  ...decide(application, 'approved', by, at),
  partnerId,
})

/** Rejects it with a reason and a note for the applicant; nobody their own (R5, R7). */
export const reject = (
  application: PartnerApplication,
  rejection: NonNullable<PartnerApplication['rejection']>,
  by: EmailAddress,
  at: At,
): PartnerApplication => ({ ...decide(application, 'rejected', by, at), rejection })

/** Withdraws it; only its applicant may (R5). */
export const withdraw = (application: PartnerApplication, at: At): PartnerApplication => ({
  ...become(application, 'withdrawn'),
  decidedAt: at,
})

/** How the reply stands against its due date, computed when read (R6). */
export const slaState = (
  { status, dueAt, decidedAt }: PartnerApplication,
  at: At,
): 'on-time' | 'due-soon' | 'overdue' => {
  const until = status === 'submitted' ? at : (decidedAt ?? at)
  if (until >= dueAt) return 'overdue'
  return status === 'submitted' && until >= plusDays(dueAt, -DUE_SOON_DAYS) ? 'due-soon' : 'on-time'
}

/** Notes that the team is told of the overdue reply; `undefined` unless it is overdue, undecided and not told of before (R6). */
export const escalate = (application: PartnerApplication, at: At): PartnerApplication | undefined =>
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
