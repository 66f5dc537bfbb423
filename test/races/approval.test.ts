import { describe, expect } from 'vitest'
import { handler as approve } from '../../functions/applications/approve-application.ts'
import { handler as withdraw } from '../../functions/applications/withdraw-application.ts'
import { approveApplication, withdrawApplication } from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

const APPROVALS = 50

describe('approving at once', () => {
  const table = useTestTable()

  const approvals =
    (count: number) =>
    async ({ race, random }: Parameters<Parameters<typeof raced>[2]>[0]) => {
      const { applicant, applicationId, reviewer } = await table.arranged(async () => {
        const { applicant, application } = await arrange.application()
        return {
          applicant,
          applicationId: application.applicationId,
          reviewer: await arrange.staff('reviewer'),
        }
      })
      const isWithdrawn = random() < 0.3
      const decisions = await race(
        ...Array.from(
          { length: count },
          () => () => call(approveApplication, approve, reviewer, { applicationId }),
        ),
        ...(isWithdrawn ? [() => call(withdrawApplication, withdraw, applicant, { applicationId })] : []),
      )
      const withdrawn = isWithdrawn && decisions.at(-1)?.status === 200
      const approved = decisions.slice(0, count).filter(({ status }) => status === 200)
      for (const { status } of decisions) expect([200, 409, 503]).toContain(status)

      const items = await table.items()
      const partners = items.filter(({ sk, applicationId: of }) => sk === 'PARTNER' && of === applicationId)
      const welcomes = (await mailsTo(table, applicant.email)).filter(
        ({ mail }) => mail === 'application-approved',
      )
      const actions = await auditActions(table, `APPLICATION#${applicationId}`)
      expect(partners.length).toBeLessThanOrEqual(withdrawn ? 0 : 1)
      expect(welcomes).toHaveLength(partners.length)
      expect(actions.filter((action) => action === 'application.approved')).toHaveLength(partners.length)
      expect(actions.length).toBeLessThanOrEqual(2)
      // Only where somebody was told that the table is unavailable may nobody know of the decision.
      expect(approved.length).toBeLessThanOrEqual(partners.length)
      if (!withdrawn && approved.length === 0) expect(decisions.map(({ status }) => status)).toContain(503)
      if (withdrawn) expect(actions).toContain('application.withdrawn')
      const own = [applicationId, applicant.email, await arrange.personIdOf(applicant)]
      expectWholeChains(items.filter(({ pk }) => own.some((id) => pk.includes(id))))
    }

  raced('R7 makes one partner and one welcome mail of 5 approvals in parallel', table, approvals(5))
  raced(
    `R7 makes one partner and one welcome mail of ${APPROVALS} approvals in parallel`,
    table,
    approvals(APPROVALS),
    fewerHistories(3),
  )
})
