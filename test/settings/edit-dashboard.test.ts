import { expect } from 'vitest'
import { handler } from '../../functions/settings/edit-dashboard.ts'
import { editDashboard } from '../../shared/settings/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const dashboard = { title: 'บ้านไทย', logoText: 'บท', widgets: ['storage', 'users'] } as const
  return {
    as: superAdmin,
    input: { customerId: customer.customerId, ...dashboard, widgets: [...dashboard.widgets] },
  }
}

describeOperation(editDashboard, handler, {
  done: {
    title:
      'R54 replaces the dashboard whole, its words in the log alone; what changes nothing writes nothing',
    arrange: asked,
    then: async (answer, { as, input }, table) => {
      const { customerId, ...dashboard } = input
      expect(answer).toMatchObject({ tfaRequired: false, dashboard, version: 1 })
      const items = await table.items()
      const line = items.find(({ pk, action }) => pk === `LOG#${customerId}` && action === 'settings.changed')
      expect(line).toMatchObject({ before: { dashboard: { title: '' } }, after: { dashboard } })
      const chain = items.filter(({ pk }) => pk === `AUDIT#SETTINGS#${customerId}`)
      expect(chain).toMatchObject([{ details: { changed: ['dashboard'] } }])
      expect(JSON.stringify(chain)).not.toContain('บ้านไทย')
      const before = withoutBindings(items)
      expect(await call(editDashboard, handler, as, input)).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)
    },
  },
  refuses: {},
})
