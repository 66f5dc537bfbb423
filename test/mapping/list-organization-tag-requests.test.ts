import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/list-organization-tag-requests.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { listOrganizationTagRequests } from '../../shared/mapping/contract.ts'
import { withdraw } from '../../shared/mapping/tag-request.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { customer, superAdmin } = await arrange.unmappedCustomer()
  const partners = await Promise.all([1, 2, 3].map(() => arrange.partner()))
  const tagRequests: Awaited<ReturnType<typeof arrange.tagRequest>>[] = []
  for (const { partner } of partners) {
    tagRequests.push(await arrange.tagRequest(partner, customer, `Hello of ${partner.partnerId}.`))
    await arrange.advanceClock('PT1H')
  }
  return { customer, superAdmin, partners, tagRequests }
}

describeOperation(listOrganizationTagRequests, handler, {
  done: {
    title: 'R14 newest first, a page at a time, with who asks and what they say, to each administrator',
    arrange: async () => {
      const arranged = await asked()
      const orgAdmin = arrange.somebody('org-admin')
      await arrange.setOrganizationRole(orgAdmin, arranged.customer, 'org-admin')
      await arrange.bind(orgAdmin)
      return { ...arranged, as: orgAdmin, input: { customerId: arranged.customer.customerId, limit: 2 } }
    },
    then: async ({ items, nextCursor: cursor }, { as, input, superAdmin, partners, tagRequests }) => {
      const lines = tagRequests.map(({ tagRequestId, createdAt, lapsesAt, message }, place) => ({
        tagRequestId,
        state: 'open',
        createdAt,
        lapsesAt,
        message,
        partner: {
          partnerId: partners[place]?.partner.partnerId,
          companyName: partners[place]?.partner.company.name,
        },
      }))
      const [oldest, ...others] = lines
      expect(items).toEqual(others.toReversed())
      const list = (who: arrange.Somebody, more: object) =>
        call(listOrganizationTagRequests, handler, who, { ...input, ...more })
      expect((await list(as, { cursor })).body).toEqual({ items: [oldest] })
      expect((await list(superAdmin, { limit: 4 })).body).toEqual({ items: lines.toReversed() })
      const other = await arrange.unmappedCustomer()
      const { customerId } = other.customer
      expect((await list(other.superAdmin, { customerId })).body).toEqual({ items: [] })
      expect((await list(other.superAdmin, { customerId, cursor })).status).toBe(400)
      expect((await list(other.superAdmin, {})).status).toBe(404)
    },
  },
  also: () => {
    it('R8 R14 shows what was withdrawn, what a deactivated partner asked and what has lapsed as closed', async () => {
      const { customer, superAdmin, partners, tagRequests } = await asked()
      const { customerId } = customer
      const [first] = tagRequests
      const [, second] = partners
      if (!first || !second) throw new Error('There are no requests')
      await arrange.endTagRequest(first, withdraw)
      const support = await arrange.staff('support')
      const deactivation = { partnerId: second.partner.partnerId, reason: 'Two complaints.' }
      expect(await call(deactivatePartner, deactivate, support, deactivation)).toMatchObject({ status: 200 })
      const states = async () => {
        const { body } = await call(listOrganizationTagRequests, handler, superAdmin, { customerId })
        return Object(body)['items'].map(({ state }: { state: string }) => state)
      }
      expect(await states()).toEqual(['open', 'withdrawn', 'withdrawn'])
      await arrange.advanceClock('P15D')
      expect(await states()).toEqual(['lapsed', 'lapsed', 'withdrawn'])
    })
  },
  refuses: {},
})
