import { expect, it } from 'vitest'
import { handler } from '../../functions/settings/get-organization-settings.ts'
import { handler as setTfa } from '../../functions/settings/set-organization-tfa.ts'
import { getOrganizationSettings, setOrganizationTfa } from '../../shared/settings/contract.ts'
import { defaultSettings } from '../../shared/settings/settings.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const managed = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  return { as: admin, input: { customerId: customer.customerId }, superAdmin }
}

describeOperation(getOrganizationSettings, handler, {
  done: {
    title: 'R54 shows the defaults where nothing was set, as version 0',
    arrange: managed,
    then: (answer, { input }) => {
      const { customerId: _customerId, ...defaults } = defaultSettings(input.customerId)
      expect(answer).toEqual({ ...defaults, version: 0 })
    },
  },
  also: (table) => {
    it('R51 shows a partner admin in a session what the organisation has set', async () => {
      const { as, input, superAdmin } = await table.arranged(managed)
      await call(setOrganizationTfa, setTfa, superAdmin, { ...input, tfaRequired: true })
      const { headers, body } = await call(getOrganizationSettings, handler, as, input)
      expect(body).toMatchObject({ tfaRequired: true, contactsSync: false, version: 1 })
      expect(headers['etag']).toBe('"1"')
    })
  },
  refuses: {},
})
