import { expect } from 'vitest'
import { handler } from '../../functions/applications/withdraw-application.ts'
import { world } from '../../functions/outside/world.ts'
import { reject, review } from '../../shared/applications/application.ts'
import { withdrawApplication } from '../../shared/applications/contract.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const applied = async () => {
  const { applicant, application } = await arrange.application()
  return { as: applicant, input: { applicationId: application.applicationId } }
}

describeOperation(withdrawApplication, handler, {
  done: {
    title: 'R5 withdraws it for good and lets its applicant apply again',
    arrange: applied,
    then: async (answer, { as, input: { applicationId } }, table) => {
      expect(answer).toMatchObject({ status: 'withdrawn', version: 2, decidedAt: expect.any(String) })
      expect(answer).not.toHaveProperty('decidedBy')
      expect(await auditActions(table, `APPLICATION#${applicationId}`)).toEqual([
        'application.submitted',
        'application.withdrawn',
      ])
      const person = await reader(world.table).find(personRecord, as)
      expect(person).not.toHaveProperty('openApplicationId')
      expect(person).toMatchObject({ applications: [applicationId] })
      const listed = (await table.items()).find(({ pk }) => pk === `APPLICATION#${applicationId}`)
      expect(listed).toMatchObject({ listingPk: 'APPLICATIONS#withdrawn' })
    },
  },
  refuses: {
    'application-not-found': async () => ({ ...(await applied()), as: arrange.somebody('stranger') }),
    'application-already-decided': async () => {
      const asking = await applied()
      const stored = await reader(world.table).find(applicationRecord, asking.input)
      if (!stored) throw new Error('The arranged application is missing')
      const { email } = await arrange.staff('reviewer')
      const rejection = { reason: 'other' as const, note: 'No.' }
      const rejected = reject(review(stored, email), rejection, await arrange.now())
      await arrange.commit(applicationRecord.replace(stored, rejected, { action: 'application.rejected' }))
      return asking
    },
  },
})
