import { expect, it } from 'vitest'
import { handler as list } from '../../functions/customers/list-store-customers.ts'
import { handler } from '../../functions/customers/update-customer.ts'
import { listStoreCustomers, updateCustomer } from '../../shared/customers/contract.ts'
import { looksLikeCardNumber } from '../../shared/kernel/card-number.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'
import { auditActions } from '../support/table/effects.ts'

/** A mobile number of 13 digits that looks like the number of a card. */
const PHONE = '+4915123456787'

const asked = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer } = await arrange.customer(partner, { verified: true })
  const { customerId, version } = customer
  const input = { customerId, organizationName: 'บ้านไทย', country: 'SG', contactPhone: PHONE } as const
  return { as: admin, input, ifMatch: `"${version}"`, customer }
}

describeOperation(updateCustomer, handler, {
  done: {
    title:
      'R13 updates name, country, language and contact phone as a merge patch: what is absent stays, null removes; R12 the lists follow',
    arrange: asked,
    then: async (answer, { as, input, customer }, table) => {
      const { customerId, version, language, superAdmin } = customer
      const { customerId: _id, ...updated } = input
      expect(looksLikeCardNumber(PHONE)).toBe(true)
      expect(answer).toMatchObject({ ...updated, language, superAdmin, version: version + 1 })
      const row = (await table.items()).find(({ sk }) => sk === `ROW#${customerId}`)
      expect(row).toMatchObject({ summary: { organizationName: 'บ้านไทย' } })
      expect(await call(listStoreCustomers, list, as, {})).toMatchObject({
        body: { items: [{ customerId, organizationName: 'บ้านไทย' }] },
      })
      const chain = (await table.items()).filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customerId}`)
      expect(chain.at(-1)).toMatchObject({
        action: 'customer.updated',
        details: {
          changed: ['organizationName', 'country', 'contactPhone'],
          from: { organizationName: customer.organizationName, country: 'TH' },
          to: { organizationName: 'บ้านไทย', country: 'SG' },
        },
      })
      expect(JSON.stringify(chain)).not.toContain(PHONE)

      const patch = (members: object, ifMatch: number) =>
        call(updateCustomer, handler, as, { customerId, ...members }, { ifMatch: `"${ifMatch}"` })
      const before = withoutBindings(await table.items())
      for (const same of [{}, { country: 'SG' }, { ...updated, language }]) {
        const { status, headers, body } = await patch(same, version + 1)
        expect({ status, etag: headers['etag'], body }).toEqual({
          status: 200,
          etag: `"${version + 1}"`,
          body: answer,
        })
      }
      expect(withoutBindings(await table.items())).toEqual(before)

      const removed = await patch({ contactPhone: null, language: 'th' }, version + 1)
      expect(removed).toMatchObject({ status: 200, body: { language: 'th', version: version + 2 } })
      expect(removed.body).not.toHaveProperty('contactPhone')
      const again = await patch({ contactPhone: null }, version + 2)
      expect(again).toMatchObject({ status: 200, body: { version: version + 2 } })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.updated',
        'customer.updated',
      ])
    },
  },
  also: (table) => {
    it.each([
      [{ organizationName: null }, '/organizationName'],
      [{ country: null }, '/country'],
      [{ language: null }, '/language'],
      [{ organizationName: '4111 1111 1111 1111' }, '/organizationName'],
      [{ organizationName: 'see www.example.com' }, '/organizationName'],
      [{ contactPhone: '02 123 4567' }, '/contactPhone'],
      [{ contactPhone: '' }, '/contactPhone'],
      [{ domain: 'other.co.th' }, '/domain'],
      [{ superAdmin: { firstName: 'Mali', lastName: '', email: 'mali@other.co.th' } }, '/superAdmin'],
      [{ plan: 'professional' }, '/plan'],
      [{ version: 9 }, '/version'],
    ])('R13 R43 refuses %j, at its pointer', async (members, pointer) => {
      const { as, input, ifMatch } = await table.arranged(asked)
      const before = withoutBindings(await table.items())
      const { customerId } = input
      const called = await call(updateCustomer, handler, as, { customerId, ...members }, { ifMatch })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer }] } })
      expect(withoutBindings(await table.items())).toEqual(before)
    })

    it.each([
      'application/merge-patch+json',
      'application/json',
      'application/merge-patch+json; charset=utf-8',
    ])('R13 takes a body of the type %s', async (type) => {
      const { as, input, ifMatch } = await table.arranged(asked)
      const headers = { 'content-type': type }
      expect(await call(updateCustomer, handler, as, input, { ifMatch, headers })).toMatchObject({
        status: 200,
        body: { country: 'SG' },
      })
    })
  },
  refuses: {},
})
