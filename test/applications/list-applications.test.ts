import { expect } from 'vitest'
import { handler } from '../../functions/applications/list-applications.ts'
import { handler as withdraw } from '../../functions/applications/withdraw-application.ts'
import { listApplications, withdrawApplication } from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listApplications, handler, {
  done: {
    title:
      'R6 by due date, a page at a time, with how each reply stands; a cursor is good for one person and query',
    arrange: async () => {
      const first = await arrange.application()
      await arrange.advanceClock('P6D')
      const second = await arrange.application()
      const withdrawn = await arrange.application()
      const { applicationId } = withdrawn.application
      await call(withdrawApplication, withdraw, withdrawn.applicant, { applicationId })
      return { as: await arrange.staff('finance'), input: { limit: 1 }, first, second, withdrawn }
    },
    then: async ({ items, nextCursor: cursor }, { as, first, second, withdrawn }) => {
      const idOf = ({ application }: typeof first) => application.applicationId
      expect(items).toMatchObject([
        {
          applicationId: idOf(first),
          status: 'submitted',
          slaState: 'due-soon',
          dueAt: first.application.dueAt,
        },
      ])
      const list = (who: arrange.Somebody, input: object) =>
        call(listApplications, handler, who, { ...input })
      const rest = await list(as, { limit: 5, cursor })
      expect(rest.body).toMatchObject({ items: [{ applicationId: idOf(second), slaState: 'on-time' }] })
      expect(rest.body).not.toHaveProperty('nextCursor')
      expect((await list(as, { status: 'withdrawn' })).body).toMatchObject({
        items: [{ applicationId: idOf(withdrawn), status: 'withdrawn' }],
      })
      const refused = { status: 400, body: { type: '/problems/cursor-invalid' } }
      expect(await list(as, { limit: 1, cursor: `${cursor}x` })).toMatchObject(refused)
      expect(await list(as, { limit: 1, cursor: 'eyJ9' })).toMatchObject(refused)
      expect(await list(as, { limit: 1, status: 'withdrawn', cursor })).toMatchObject(refused)
      expect(await list(await arrange.staff('reviewer'), { limit: 1, cursor })).toMatchObject(refused)
      for (const limit of [0, 101, 1.5, 'many'])
        expect(await list(as, { limit })).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: '/limit' }] },
        })
    },
  },
  refuses: {},
})
