import { expect } from 'vitest'
import { handler } from '../../functions/organizations/find-organization.ts'
import { transferShown } from '../../shared/mapping/transfer-view.ts'
import { findOrganization } from '../../shared/organizations/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const finding = async () => {
  const { customer, former, next: to, transfer: moving } = await arrange.pendingTransfer()
  const { partner } = former
  const { partner: next } = to
  const { domain } = customer
  const { customer: claiming } = await arrange.customer(next, { domain, trial: true })
  return {
    as: await arrange.staff('support'),
    input: { domain: domain.toUpperCase() },
    partner,
    customer,
    next,
    claiming,
    moving,
  }
}

describeOperation(findOrganization, handler, {
  done: {
    title: 'R11 by any spelling of its domain: the organisation that owns it, and those that claim it',
    arrange: finding,
    then: async ({ items, nextCursor }, { as, partner, customer, next, claiming, moving }) => {
      const { domain, subscription, trial } = customer
      const { payPeriod, renewalDate } = subscription
      const companyName = partner.company.name
      expect(items).toEqual([
        {
          customerId: customer.customerId,
          domain,
          state: 'verified',
          organizationName: customer.organizationName,
          superAdmin: customer.superAdmin,
          plan: trial?.plan,
          licences: trial?.licences,
          payPeriod,
          renewalDate,
          partner: { partnerId: partner.partnerId, companyName },
          transfer: transferShown(moving),
        },
        {
          customerId: claiming.customerId,
          domain,
          state: 'unverified',
          organizationName: claiming.organizationName,
          superAdmin: claiming.superAdmin,
          plan: 'standard',
          licences: 10,
          partner: { partnerId: next.partnerId, companyName },
        },
      ])
      expect(nextCursor).toBeUndefined()

      const find = (query: object, by = as) => call(findOrganization, handler, by, { ...query })
      const finance = await arrange.staff('finance')
      for (const spelling of [domain, `${domain}.`, domain.replace('customer', 'ｃｕｓｔｏｍｅｒ')])
        expect((await find({ domain: spelling }, finance)).body['items']).toHaveLength(2)
      expect(await find({ domain: 'nobody-has-it.co.th' })).toMatchObject({
        status: 200,
        body: { items: [] },
      })
      expect(await find({ domain: 'co.th' })).toMatchObject({ status: 400 })

      const { customer: alone } = await arrange.unmappedCustomer()
      const found = await find({ domain: alone.domain })
      expect(found.body['items']).toMatchObject([{ customerId: alone.customerId, plan: 'free', licences: 5 }])
      expect(found.body['items']).not.toMatchObject([{ partner: expect.anything() }])

      const { partner: third } = await arrange.partner()
      const { customer: later } = await arrange.customer(third, { domain })
      const first = await find({ domain, limit: 1 })
      expect(first.body['items']).toHaveLength(2)
      const rest = await find({ domain, limit: 1, cursor: first.body['nextCursor'] })
      expect(rest.body['items']).toMatchObject([{ customerId: later.customerId, state: 'unverified' }])
    },
  },
  refuses: {},
})
