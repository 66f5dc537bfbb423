import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/withdraw-tag-request.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { withdrawTagRequest } from '../../shared/mapping/contract.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { deny } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions, effects } from '../support/table/effects.ts'

const asked = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer, superAdmin } = await arrange.unmappedCustomer()
  const tagRequest = await arrange.tagRequest(partner, customer)
  const { tagRequestId } = tagRequest
  return { as: admin, partner, customer, superAdmin, tagRequest, input: { tagRequestId } }
}

const consentedTo = async ({ customerId }: Awaited<ReturnType<typeof asked>>['customer']) => {
  const customer = await reader(world.table).get(customerRecord, { customerId })
  await arrange.commit(
    customerRecord.replace(customer, consent(customer, await arrange.now()), { action: 'customer.mapped' }),
  )
}

describeOperation(withdrawTagRequest, handler, {
  done: {
    title: 'R14 a partner withdraws its request, and both sides are told',
    arrange: asked,
    then: async (answer, { partner, customer, superAdmin, tagRequest, input }, table) => {
      const { tagRequestId, createdAt, lapsesAt } = tagRequest
      const { domain } = customer
      expect(answer).toEqual({
        tagRequestId,
        domain,
        state: 'withdrawn',
        createdAt,
        lapsesAt,
        closedAt: expect.any(String),
      })
      expect(await auditActions(table, `TAG-REQUEST#${input.tagRequestId}`)).toEqual([
        'tag-request.made',
        'tag-request.withdrawn',
      ])
      expect((await table.items()).filter(({ pk }) => pk === `DUE#tag-request#${tagRequestId}`)).toEqual([])
      const words = { domain, partnerName: partner.company.name }
      const told = await effects(table)
      expect(told).toHaveLength(2)
      expect(told).toEqual(
        expect.arrayContaining([
          { kind: 'mail', mail: 'tag-request-withdrawn', to: superAdmin.email, language: 'en', words },
          { kind: 'tell-partner', mail: 'tag-request-withdrawn', partnerId: partner.partnerId, words },
        ]),
      )
    },
  },
  also: (table) => {
    it('R14 another partner does not see it', async () => {
      const { input } = await asked()
      const { admin } = await arrange.partner()
      expect(await call(withdrawTagRequest, handler, admin, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/tag-request-not-found' },
      })
    })

    it('R14 not one that has lapsed, or that a consent overtakes meanwhile', async () => {
      const { as, input, customer } = await asked()
      await arrange.bind(as)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const late = recordGuards(() => call(withdrawTagRequest, handler, as, input))
      await heldCommit.arrived
      await consentedTo(customer)
      heldCommit.release()
      expect(await late).toMatchObject({
        status: 409,
        body: { type: '/problems/tag-request-closed', state: 'overtaken' },
      })
      const other = await asked()
      await arrange.advanceClock('P15D')
      expect(await call(withdrawTagRequest, handler, other.as, other.input)).toMatchObject({
        status: 409,
        body: { state: 'lapsed' },
      })
    })
  },
  refuses: {
    'tag-request-not-found': async () => {
      const { input } = await asked()
      return { as: (await arrange.partner()).admin, input }
    },
    'tag-request-closed': async () => {
      const asking = await asked()
      await arrange.endTagRequest(asking.tagRequest, deny)
      return asking
    },
  },
})
