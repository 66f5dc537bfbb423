import { expect, it } from 'vitest'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler } from '../../functions/customers/remove-customer.ts'
import { handler as end } from '../../functions/mapping/end-partner-mapping.ts'
import { addCustomer, removeCustomer } from '../../shared/customers/contract.ts'
import { endPartnerMapping } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { run } from '../support/describe/run.ts'
import { auditActions } from '../support/table/effects.ts'

const unverified = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { trial: true })
  return { as: admin, input: { customerId: customer.customerId }, customer, superAdmin }
}

describeOperation(removeCustomer, handler, {
  done: {
    title:
      'R16 removes a customer that was never verified; its claim, its count and its trial are given back (R18, R30)',
    arrange: unverified,
    then: async (answer, { as, input, customer, superAdmin }, table) => {
      const { customerId, domain } = customer
      expect(answer).toMatchObject({ customerId, domain })
      const items = await table.items()
      const left = items.filter(({ pk }) => pk === `CUSTOMER#${customerId}`).map(({ sk }) => sk)
      expect(left).toEqual(['CUSTOMER'])
      expect(items.some(({ pk }) => pk === `CLAIM#${domain}` || pk === `TRIAL#${domain}`)).toBe(false)
      expect(items.some(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))).toBe(false)
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${customer.partnerId}`)).toMatchObject({ claims: 0 })
      expect(items.some(({ sk }) => sk === `ROW#${customerId}`)).toBe(false)
      expect(items.filter(({ pk }) => pk === `MEMBER#${superAdmin.email}`)).toEqual([])
      expect(items.find(({ pk }) => pk === `ROLE-COUNT#${superAdmin.email}`)).toMatchObject({ roles: 0 })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.removed',
      ])

      const other = await unverified()
      const { domain: another, partnerId } = other.customer
      await table.put({
        pk: `CLAIM#${another}`,
        sk: `PARTNER#${partnerId}`,
        domain: another,
        partnerId,
        customerId,
      })
      expect(await call(removeCustomer, handler, other.as, other.input)).toMatchObject({ status: 503 })
      expect((await table.items()).some(({ pk }) => pk === `CLAIM#${another}`)).toBe(true)

      expect(await call(removeCustomer, handler, as, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/customer-not-found' },
      })
      const again = {
        domain,
        organizationName: 'Again',
        superAdmin: customer.superAdmin,
        country: 'TH',
        language: 'en',
      }
      const trial = { plan: 'standard', licences: 5 }
      const stranger = await arrange.partner()
      expect(await call(addCustomer, add, stranger.admin, { ...again, trial })).toMatchObject({ status: 201 })
      expect(await call(addCustomer, add, as, { ...again, trial })).toMatchObject({ status: 201 })
    },
  },
  also: (table) => {
    it('R16 removes none that was ever charged, not even once it has fallen to free; without a partner it lives on', async () => {
      const { admin, superAdmin, customer } = await table.arranged(() =>
        arrange.subscribed({ payPeriod: 'monthly', scheduled: { plan: 'free' } }),
      )
      const { customerId } = customer
      const refused = { status: 409, body: { type: '/problems/customer-not-removable' } }
      expect(await call(removeCustomer, handler, admin, { customerId })).toMatchObject(refused)
      await arrange.advanceClock('P32D')
      await run(renew)
      const { subscription } = (await arrange.storedAccount(customerId)).customer
      expect(subscription).toMatchObject({ plan: 'free', everCharged: true })
      expect(await call(removeCustomer, handler, admin, { customerId })).toMatchObject(refused)
      const ended = await call(endPartnerMapping, end, superAdmin, { customerId })
      expect(ended).toMatchObject({ status: 200, body: { removed: false } })
      expect((await arrange.storedAccount(customerId)).customer).toMatchObject({ state: 'live' })
    })
  },
  refuses: {
    'customer-not-removable': async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      return { as: admin, input: { customerId: customer.customerId } }
    },
  },
})
