import { expect } from 'vitest'
import { handler as remove } from '../../functions/customers/remove-customer.ts'
import { handler } from '../../functions/people/list-own-organizations.ts'
import { removeCustomer } from '../../shared/customers/contract.ts'
import { listOwnOrganizations } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listOwnOrganizations, handler, {
  done: {
    title: 'the organisations that somebody administers, the newest first, unverified ones too, page by page',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      const superAdmin = arrange.somebody('super-admin')
      const first = await arrange.customer(partner, { superAdmin, verified: true })
      const second = await arrange.customer((await arrange.partner()).partner)
      await arrange.setOrganizationRole(superAdmin, second.customer, 'org-admin')
      return { as: superAdmin, input: {}, admin, first: first.customer, second: second.customer }
    },
    then: async (answer, { as, admin, first, second }) => {
      const line = ({ customerId, domain, organizationName }: typeof first, role: string) => ({
        customerId,
        domain,
        organizationName,
        role,
      })
      const [newest, oldest] = [line(second, 'org-admin'), line(first, 'super-admin')]
      expect(answer).toEqual({ items: [newest, oldest] })
      const list = async (who: arrange.Somebody, query: object) =>
        (await call(listOwnOrganizations, handler, who, { ...query })).body
      const page = await list(as, { limit: 1 })
      expect(page['items']).toEqual([newest])
      expect(await list(as, { limit: 1, cursor: page['nextCursor'] })).toMatchObject({ items: [oldest] })

      expect(await list(admin, {})).toEqual({ items: [] })
      const unverified = await arrange.customer((await arrange.partner()).partner, { superAdmin: as })
      expect((await list(as, {}))['items']).toHaveLength(3)
      const { partnerId } = unverified.customer
      const remover = arrange.somebody('partner')
      await arrange.setPerson(remover, (person) => ({
        ...person,
        partner: { partnerId, status: 'active', workplace: true },
      }))
      const { customerId } = unverified.customer
      expect(await call(removeCustomer, remove, remover, { customerId })).toMatchObject({ status: 200 })
      expect(await list(as, {})).toEqual({ items: [newest, oldest] })
    },
  },
  refuses: {},
})
