import { describe, expect, it } from 'vitest'
import {
  applicationLine,
  ApplicationStatus,
  applicationView,
  approve,
  escalate,
  PartnerApplication,
  reject,
  review,
  slaState,
  submit,
  TERMS_VERSION,
  transitions,
  undecided,
  withdraw,
} from '../../shared/applications/application.ts'
import { submitApplication } from '../../shared/applications/contract.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { Expertise } from '../../shared/partners/company.ts'
import { form } from '../support/arrange.ts'
import { problemOf } from '../support/describe/problem-of.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const later = plusDays(at, 1)
const applicant = EmailAddress.parse('somchai@siamcloud.example.com')
const reviewer = EmailAddress.parse('reviewer@vendor.example.com')
const applicationId = ApplicationId.parse('app_01J00000000000000000000000')
const partnerId = PartnerId.parse('ptr_01J00000000000000000000000')
const rejection = { reason: 'needs-more-detail' as const, note: 'Tell us about your team.' }

const submission = { ...form(), applicationId, applicant, acceptedTerms: TERMS_VERSION }
const submitted = submit(submission, at)

const inStatus: Record<ApplicationStatus, PartnerApplication> = {
  submitted,
  approved: approve(review(submitted, reviewer), partnerId, later),
  rejected: reject(review(submitted, reviewer), rejection, later),
  withdrawn: withdraw(submitted, later),
}

const decisions = {
  approved: (application: PartnerApplication) => approve(review(application, reviewer), partnerId, later),
  rejected: (application: PartnerApplication) => reject(review(application, reviewer), rejection, later),
  withdrawn: (application: PartnerApplication) => withdraw(undecided(application), later),
} as const

describe('submitting', () => {
  it('R4 stores the version and the instant of the accepted terms', () => {
    expect(submitted).toMatchObject({
      status: 'submitted',
      terms: { version: TERMS_VERSION, acceptedAt: at },
    })
  })

  it.each(['', '2025-01', ` ${TERMS_VERSION}`, 'yes'])('R4 refuses %j as accepted terms', (acceptedTerms) => {
    expect(problemOf(() => submit({ ...submission, acceptedTerms }, at))).toEqual({
      code: 'terms-not-accepted',
      details: { currentVersion: TERMS_VERSION },
    })
  })

  it('R6 makes the reply due in 7 days of 24 hours', () => {
    expect(submitted.dueAt).toBe('2026-03-08T09:00:00.000Z')
  })

  it('R5 grants nothing: a submitted application names no partner and no decision', () => {
    expect(submitted).not.toHaveProperty('partnerId')
    expect(submitted).not.toHaveProperty('decidedAt')
  })
})

describe('the members of an application', () => {
  /** What each status has beside what every application has. */
  const OWN = {
    submitted: {},
    approved: { decidedAt: later, decidedBy: reviewer, partnerId },
    rejected: { decidedAt: later, decidedBy: reviewer, rejection },
    withdrawn: { decidedAt: later },
  } as const satisfies Record<ApplicationStatus, object>
  const every = { decidedAt: later, decidedBy: reviewer, partnerId, rejection }

  it.each(ApplicationStatus.options)('R5 are exactly those of its status: %s', (status) => {
    const expected = { ...submitted, status, ...OWN[status] }
    expect(inStatus[status]).toStrictEqual(expected)
    expect(PartnerApplication.parse({ ...expected, ...every })).toStrictEqual(expected)
    for (const member of Object.keys(OWN[status]))
      expect(PartnerApplication.safeParse({ ...expected, [member]: undefined }).success).toBe(false)
  })

  it.each(['approved', 'rejected', 'withdrawn'] as const)(
    'R6 tell for ever of an escalation: %s',
    (status) => {
      const escalated = escalate(submitted, submitted.dueAt)
      const decided = escalated && decisions[status](escalated)
      expect(decided && PartnerApplication.parse(decided)).toMatchObject({
        status,
        escalatedAt: submitted.dueAt,
      })
    },
  )
})

describe('what is asked of an applicant', () => {
  const { input } = submitApplication.declaration
  const filled = { ...form(), acceptedTerms: TERMS_VERSION }
  const pointersOf = (given: object) =>
    input.safeParse(given).error?.issues.map(({ path }) => path.join('/')) ?? []

  it('takes the form as filled in', () => {
    expect(pointersOf(filled)).toEqual([])
  })

  it.each(['company', 'address', 'experience', 'partnershipPlan', 'primaryExpertise', 'acceptedTerms'])(
    'R2 R3 R4 asks for %s',
    (member) => {
      expect(pointersOf({ ...filled, [member]: undefined })).toEqual([member])
    },
  )

  it.each([
    ['company/name', { company: { ...filled.company, name: '  ' } }],
    ['company/email', { company: { ...filled.company, email: 'nobody' } }],
    ['company/phone', { company: { ...filled.company, phone: '0812345678' } }],
    ['company/website', { company: { ...filled.company, website: 'javascript:alert(1)' } }],
    ['company/taxId', { company: { ...filled.company, taxId: '0105//561' } }],
    ['company/taxId', { company: { ...filled.company, taxId: 'A&B' } }],
    ['company/taxId', { company: { ...filled.company, taxId: `${'a'.repeat(28)}1!` } }],
    ['address/country', { address: { ...filled.address, country: 'XX' } }],
    ['experience', { experience: '' }],
    ['experience', { experience: 'x'.repeat(4_001) }],
    ['partnershipPlan', { partnershipPlan: 'Charge 5555-5555-5555-4444 first.' }],
    ['language', { language: 'de' }],
  ])('R2 R43 refuses a form whose %s is not in order', (pointer, change) => {
    expect(pointersOf({ ...filled, ...change })).toEqual([pointer])
  })

  it('R3 lets an applicant choose workplace, and nothing that is not on the list', () => {
    expect(Expertise.options).toContain('workplace')
    expect(pointersOf({ ...filled, primaryExpertise: 'plumbing' })).toEqual(['primaryExpertise'])
  })
})

describe('deciding', () => {
  const cases = ApplicationStatus.options.flatMap((status) =>
    (['approved', 'rejected', 'withdrawn'] as const).map((decision) => ({ status, decision })),
  )

  it.each(cases)(
    'R5 $status → $decision: only what is submitted is decided, and once',
    ({ status, decision }) => {
      const decide = () => decisions[decision](inStatus[status])
      if (status === 'submitted') expect(decide()).toMatchObject({ status: decision, decidedAt: later })
      else
        expect(problemOf(decide)).toEqual({
          code: 'application-already-decided',
          details: { decision: status },
        })
    },
  )

  it('R5 declares the same transitions', () => {
    const lawful: readonly (readonly [string, readonly string[]])[] = Object.entries(transitions)
    for (const { status, decision } of cases)
      expect(Object.fromEntries(lawful)[status]?.includes(decision)).toBe(status === 'submitted')
  })

  it.each(['approved', 'rejected'] as const)('R5 nobody decides their own application: %s', (decision) => {
    const own = { ...submitted, applicant: reviewer }
    expect(problemOf(() => decisions[decision](own))).toEqual({ code: 'own-application', details: {} })
  })

  it('R7 names the partner that an approval makes, and who approved', () => {
    expect(inStatus.approved).toMatchObject({ partnerId, decidedBy: reviewer })
  })

  it('R7 keeps the reason and the note of a rejection', () => {
    expect(inStatus.rejected).toMatchObject({ rejection, decidedBy: reviewer })
    expect(inStatus.rejected).not.toHaveProperty('partnerId')
  })
})

describe('how the reply stands', () => {
  const { dueAt } = submitted
  const soonAt = plusDays(dueAt, -2)

  it.each([
    ['when submitted', at, 'on-time'],
    ['1 ms before two days are left', plusMillis(soonAt, -1), 'on-time'],
    ['when two days are left', soonAt, 'due-soon'],
    ['1 ms later', plusMillis(soonAt, 1), 'due-soon'],
    ['1 ms before it is due', plusMillis(dueAt, -1), 'due-soon'],
    ['when it is due', dueAt, 'overdue'],
    ['1 ms later', plusMillis(dueAt, 1), 'overdue'],
  ] as const)('R6 open, %s: it is computed when read', (_when, readAt, expected) => {
    expect(slaState(submitted, readAt)).toBe(expected)
  })

  it.each([
    ['1 ms before it was due', plusMillis(dueAt, -1), 'on-time'],
    ['when it was due', dueAt, 'overdue'],
    ['1 ms later', plusMillis(dueAt, 1), 'overdue'],
  ] as const)('R6 decided %s: it stays so, whenever it is read', (_when, decidedAt, expected) => {
    const years = plusDays(dueAt, 1_000)
    expect(slaState(approve(review(submitted, reviewer), partnerId, decidedAt), years)).toBe(expected)
    expect(slaState(reject(review(submitted, reviewer), rejection, decidedAt), years)).toBe(expected)
    expect(slaState(withdraw(submitted, decidedAt), years)).toBe(expected)
  })

  it('R6 is shown with the due date in the view and in the line', () => {
    expect(applicationView(submitted, 3, dueAt)).toEqual({ ...submitted, slaState: 'overdue', version: 3 })
    expect(applicationLine(submitted, at)).toMatchObject({ applicationId, dueAt, slaState: 'on-time' })
  })

  it('shows nothing of what the table keeps beside the application', () => {
    const stored = { ...submitted, version: 1, auditHash: 'x', auditAt: at, pk: 'APPLICATION#' }
    expect(applicationView(stored, 2, at)).toEqual({ ...submitted, slaState: 'on-time', version: 2 })
  })
})

describe('R6 escalation', () => {
  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('at the due date %+i ms', (millis, due) =>
    expect(escalate(submitted, plusMillis(submitted.dueAt, millis)) !== undefined).toBe(due),
  )
  it('happens once, and notes when', () => {
    const escalated = escalate(submitted, submitted.dueAt)
    expect(escalated).toEqual({ ...submitted, escalatedAt: submitted.dueAt })
    expect(escalated && escalate(escalated, plusDays(submitted.dueAt, 1))).toBeUndefined()
  })
  it.each(['approved', 'rejected', 'withdrawn'] as const)('never of one that is %s', (status) =>
    expect(escalate(inStatus[status], plusDays(at, 30))).toBeUndefined(),
  )
})
