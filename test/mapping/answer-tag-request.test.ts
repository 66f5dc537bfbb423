import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/answer-tag-request.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { answerTagRequest } from '../../shared/mapping/contract.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { withdraw } from '../../shared/mapping/tag-request.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsToPartner } from '../support/table/effects.ts'
import { provePromotedMeanwhile, requesting } from './promoted-meanwhile.ts'

type Options = Parameters<typeof arrange.customer>[1]

/** An organisation of one partner that another asks, and what its super admin answers. */
const asked = async (answer: 'map' | 'deny', options: Options = {}) => {
  const present = await arrange.partner()
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer, superAdmin } = await arrange.customer(present.partner, { ...options, verified: true })
  const { customerId } = customer
  const tagRequest = await arrange.tagRequest(partner, customer)
  const input = { customerId, tagRequestId: tagRequest.tagRequestId, answer }
  return { as: superAdmin, input, admin, partner, present, customer, tagRequest }
}

/** The same of a customer that is past due on the card of its partner, which was deactivated, or whose grace is over. */
const pastDue = async (graceIsOver = false) => {
  const {
    customer,
    superAdmin,
    partner: present,
  } = await arrange.subscribed({
    dunning: 'declined',
    payPeriod: 'monthly',
    ...(graceIsOver ? { anchor: await arrange.pastGrace() } : {}),
  })
  await arrange.deactivatePartner(present)
  const { customerId } = customer
  const { tagRequestId } = await arrange.tagRequest((await arrange.partner()).partner, customer)
  return { as: superAdmin, input: { customerId, tagRequestId, answer: 'map' as const }, present }
}

const paidFor = async (days: number): Promise<Options> => ({
  subscription: { plan: 'standard', everCharged: true, paidSince: plusDays(await arrange.now(), -days) },
})

const stored = (customer: Awaited<ReturnType<typeof asked>>['customer']) =>
  reader(world.table).get(customerRecord, customer)

describeOperation(answerTagRequest, handler, {
  done: {
    title: 'R14 the super admin maps the organisation to the partner that asked, in one commit',
    arrange: () => asked('map', { trial: true }),
    then: async (answer, { input, partner, present, customer, tagRequest }, table) => {
      const { customerId, tagRequestId } = input
      const { partnerId } = partner
      expect(answer).toEqual({
        customerId,
        partner: { partnerId, companyName: partner.company.name },
        status: 'mapped',
        tagRequestId,
        state: 'mapped',
      })
      expect(await stored(customer)).toMatchObject({ partnerId, trial: customer.trial, consents: 1 })
      expect(await arrange.storedTagRequest(tagRequest)).toMatchObject({ state: 'mapped' })
      const items = await table.items()
      expect(items.filter(({ sk }) => sk === `ROW#${customerId}`).map(({ pk }) => pk)).toEqual([
        `LISTING#${partnerId}`,
      ])
      expect(items.find(({ pk }) => pk === `ACCESS#${customerId}`)).toMatchObject({
        partnerId,
        status: 'granted',
      })
      expect(items.filter(({ pk }) => pk === `DUE#tag-request#${tagRequestId}`)).toEqual([])
      expect(await auditActions(table, `TAG-REQUEST#${tagRequestId}`)).toEqual([
        'tag-request.made',
        'tag-request.mapped',
      ])
      const told = await effects(table)
      expect(told).toContainEqual({ kind: 'overtake-tag-requests', customerId })
      expect(told.filter(({ kind }) => kind === 'tell-partner')).toMatchObject(
        [present.partner, partner].map(() => ({ mail: 'customer-moved' })),
      )
    },
  },
  otherwise: [() => asked('deny'), async () => asked('map', await paidFor(31)), pastDue, () => pastDue(true)],
  also: (table) => {
    provePromotedMeanwhile(
      table,
      requesting(table, answerTagRequest, handler, () => asked('map')),
    )

    it.each([
      ['a denial, once the organisation has consented to another partner', 'deny', 'overtaken'],
      ['a mapping, once the partner was deactivated', 'map', 'withdrawn'],
    ] as const)('R14 never commits %s', async (_what, answer, state) => {
      const { as, input, partner, customer } = await table.arranged(async () => {
        const arranged = await asked(answer)
        await arrange.bind(arranged.as)
        return arranged
      })
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const answered = call(answerTagRequest, handler, as, input)
      await heldCommit.arrived
      if (answer === 'map') await arrange.deactivatePartner(partner)
      else {
        const consenting = consent(customer, await arrange.now())
        await arrange.commit(customerRecord.replace(customer, consenting, { action: 'customer.mapped' }))
      }
      heldCommit.release()
      expect(await answered).toMatchObject({
        status: 409,
        body: { type: '/problems/tag-request-closed', state },
      })
    })

    it("R14 a former reseller's card is detached with the consent, and its owner told", async () => {
      const { as, input, present } = await table.arranged(pastDue)
      expect(await call(answerTagRequest, handler, as, input)).toMatchObject({ body: { status: 'mapped' } })
      const { customer, billing } = await arrange.storedAccount(input.customerId)
      expect(billing).not.toHaveProperty('profile')
      expect(customer.subscription).toMatchObject({ plan: 'standard', pastDue: true })
      expect((await mailsToPartner(table, present)).map(({ mail }) => mail)).toContain('card-detached')
    })

    it('R14 the super admin denies it, and both sides are told', async () => {
      await table.clear()
      const { as, input, partner, customer, tagRequest } = await asked('deny')
      const { tagRequestId } = input
      const { status, body } = await call(answerTagRequest, handler, as, input)
      expect({ status, body }).toEqual({ status: 200, body: { tagRequestId, state: 'denied' } })
      expect(await arrange.storedTagRequest(tagRequest)).toMatchObject({ state: 'denied' })
      expect(await stored(customer)).toMatchObject({ partnerId: customer.partnerId, consents: 0 })
      const words = { domain: customer.domain, partnerName: partner.company.name }
      const told = await effects(table)
      expect(told).toHaveLength(2)
      expect(told).toEqual(
        expect.arrayContaining([
          { kind: 'mail', mail: 'tag-request-denied', to: as.email, language: 'en', words },
          { kind: 'tell-partner', mail: 'tag-request-denied', partnerId: partner.partnerId, words },
        ]),
      )
      expect(await call(answerTagRequest, handler, as, { ...input, answer: 'map' })).toMatchObject({
        status: 409,
        body: { type: '/problems/tag-request-closed', state: 'denied' },
      })
    })

    it('R14 begins a transfer where the organisation was paid for longer than 30 days', async () => {
      const { as, input, customer, tagRequest } = await asked('map', await paidFor(31))
      const { body } = await call(answerTagRequest, handler, as, input)
      expect(body).toMatchObject({
        state: 'mapped',
        status: 'transfer-pending',
        transfer: { state: 'pending' },
      })
      const { transferId } = await stored(customer)
      expect(body['transfer']).toMatchObject({ transferId })
      expect(await arrange.storedTagRequest(tagRequest)).toMatchObject({ state: 'mapped', transferId })
      expect(await stored(customer)).toMatchObject({ partnerId: customer.partnerId })
    })

    it('R14 an org admin does not answer it, nor another organisation, in path or body', async () => {
      const { as, input, customer } = await asked('map')
      const orgAdmin = arrange.somebody('org-admin')
      await arrange.setOrganizationRole(orgAdmin, customer, 'org-admin')
      expect(await call(answerTagRequest, handler, orgAdmin, input)).toMatchObject({
        status: 403,
        body: { type: '/problems/role-required' },
      })
      const other = await asked('map')
      const foreign = { ...input, tagRequestId: other.input.tagRequestId }
      expect(await call(answerTagRequest, handler, as, foreign)).toMatchObject({
        status: 404,
        body: { type: '/problems/tag-request-not-found' },
      })
    })

    it.each(['map', 'deny'] as const)(
      'R8 R14 not one of a partner that is not active, nor one that has lapsed: %s',
      async (answer) => {
        const { as, input, partner } = await asked(answer)
        const support = await arrange.staff('support')
        const { partnerId } = partner
        await call(deactivatePartner, deactivate, support, { partnerId, reason: 'Two complaints.' })
        const closed = (state: string) => ({
          status: 409,
          body: { type: '/problems/tag-request-closed', state },
        })
        expect(await call(answerTagRequest, handler, as, input)).toMatchObject(closed('withdrawn'))
        await arrange.advanceClock('P15D')
        expect(await call(answerTagRequest, handler, as, input)).toMatchObject(closed('lapsed'))
      },
    )
  },
  refuses: {
    'tag-request-not-found': async () => {
      const { as, input } = await asked('map')
      const other = await asked('map')
      return { as, input: { ...input, tagRequestId: other.input.tagRequestId } }
    },
    'tag-request-closed': async () => {
      const asking = await asked('map')
      await arrange.endTagRequest(asking.tagRequest, withdraw)
      return asking
    },
    'partner-member-is-organization-admin': async () => {
      const asking = await asked('map')
      await arrange.setOrganizationRole(asking.admin, asking.customer, 'org-admin')
      return asking
    },
  },
})
