import { describe, expect, it } from 'vitest'
import { handler as approve } from '../../functions/applications/approve-application.ts'
import { handler as escalate } from '../../functions/applications/escalate-overdue-applications.ts'
import { handler as reject } from '../../functions/applications/reject-application.ts'
import { handler as submit } from '../../functions/applications/submit-application.ts'
import { handler as withdraw } from '../../functions/applications/withdraw-application.ts'
import {
  approveApplication,
  rejectApplication,
  submitApplication,
  withdrawApplication,
} from '../../shared/applications/contract.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { applicationReviewDueRecord } from '../../shared/applications/records.ts'
import type { ApplicationId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('escalateOverdueApplications', () => {
  const table = useTestTable()
  const told = async (applicationId: ApplicationId): Promise<string[]> =>
    (await effects(table))
      .flatMap((effect) => (effect.kind === 'mail' ? [effect] : []))
      .filter(({ mail, words }) => mail === 'application-overdue' && words['applicationId'] === applicationId)
      .map(({ to }) => to)
      .sort()
  const dues = async () => (await table.items()).filter(({ pk }) => pk.startsWith('DUE#application-review#'))

  it('R6 tells reviewers, support and the first staff member, once each, in parallel too, and never early', async () => {
    const reviewer = await arrange.staff('reviewer')
    const support = await arrange.staff('support')
    const both = await arrange.staff('reviewer', 'support')
    await arrange.staff('finance')
    const waiting = await Promise.all([1, 2, 3].map(() => arrange.application()))
    const team = [reviewer, support, both, arrange.firstStaffMember()].map(({ email }) => email).sort()
    await arrange.advanceClock('P6DT23H')
    await run(escalate)
    expect(await dues()).toHaveLength(3)
    await arrange.advanceClock('PT1H')
    const { application: later } = await arrange.application()

    await Promise.all([run(escalate), run(escalate), run(escalate)])
    await run(escalate)
    for (const { application } of waiting) {
      expect(await told(application.applicationId)).toEqual(team)
      expect(await auditActions(table, `APPLICATION#${application.applicationId}`)).toEqual([
        'application.submitted',
        'application.escalated',
      ])
    }
    expect(await told(later.applicationId)).toEqual([])
    expect((await dues()).map(({ pk }) => pk)).toEqual([`DUE#application-review#${later.applicationId}`])

    const { applicationId, dueAt } = waiting[0]?.application ?? later
    await arrange.commit(applicationReviewDueRecord.put({ id: applicationId, dueAt }))
    await run(escalate)
    expect(await told(applicationId)).toEqual(team)
    expect(await dues()).toHaveLength(1)
  })

  it('R6 an application is due from its submission until it is decided or withdrawn', async () => {
    const before = (await dues()).length
    const reviewer = await arrange.staff('reviewer')
    const submitted = async () => {
      const applicant = arrange.somebody('applicant')
      const input = { ...arrange.form(), acceptedTerms: TERMS_VERSION }
      const { body } = await call(submitApplication, submit, applicant, input)
      expect(await dues()).toContainEqual(
        expect.objectContaining({
          pk: `DUE#application-review#${body['applicationId']}`,
          dueAt: body['dueAt'],
        }),
      )
      return { applicant, applicationId: body['applicationId'] }
    }
    const approved = await submitted()
    await call(approveApplication, approve, reviewer, { applicationId: approved.applicationId })
    const rejected = await submitted()
    const reason = { reason: 'other', note: 'Not now.' }
    await call(rejectApplication, reject, reviewer, { applicationId: rejected.applicationId, ...reason })
    const withdrawn = await submitted()
    await call(withdrawApplication, withdraw, withdrawn.applicant, { applicationId: withdrawn.applicationId })
    expect(await dues()).toHaveLength(before)
  })

  it('R6 an overdue application can still be decided, and shows when it was escalated', async () => {
    const reviewer = await arrange.staff('reviewer')
    const { application } = await arrange.application()
    await arrange.advanceClock('P8D')
    await run(escalate)
    const { status, body } = await call(approveApplication, approve, reviewer, {
      applicationId: application.applicationId,
    })
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'approved', slaState: 'overdue' } })
    expect(String(body['escalatedAt']) >= plusDays(application.submittedAt, 7)).toBe(true)
  })

  it('does nothing when its time is up, and leaves the work to a later run', async () => {
    const { application } = await arrange.application()
    await arrange.advanceClock('P8D')
    await run(escalate, {}, 0)
    expect(await told(application.applicationId)).toEqual([])
    await run(escalate)
    expect(await told(application.applicationId)).not.toEqual([])
  })

  const overdue = async () => {
    await table.clear()
    await arrange.application()
    await arrange.advanceClock('P8D')
    return () => run(escalate)
  }

  proveWrites('escalates an application', table, overdue, 'DUE#application-review')
})
