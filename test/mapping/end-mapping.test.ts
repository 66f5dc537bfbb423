import { expect, it } from 'vitest'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler } from '../../functions/mapping/end-mapping.ts'
import { handler as see } from '../../functions/organizations/get-organization.ts'
import { world } from '../../functions/outside/world.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { subscriptionEvents } from '../../shared/billing/subscription-event.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { endMapping } from '../../shared/mapping/contract.ts'
import { getOrganization } from '../../shared/organizations/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { run } from '../support/describe/run.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { provePromotedMeanwhile, requesting } from './promoted-meanwhile.ts'

const mapped = async (verified: boolean) => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified, trial: true })
  return { as: admin, input: { customerId: customer.customerId }, partner, customer, superAdmin }
}

/** A customer that is past due on its partner's card, or whose grace is over. */
const pastDue = async (graceIsOver = false) => {
  const { admin, partner, customer, superAdmin } = await arrange.subscribed({
    dunning: 'declined',
    payPeriod: 'monthly',
    ...(graceIsOver ? { anchor: await arrange.pastGrace() } : {}),
  })
  return { as: admin, input: { customerId: customer.customerId }, partner, customer, superAdmin }
}

describeOperation(endMapping, handler, {
  done: {
    title: 'R16 a verified customer goes on without a partner, with its trial; both sides are told',
    arrange: () => mapped(true),
    then: async (answer, { as, input, partner, customer, superAdmin }, table) => {
      const { customerId } = input
      expect(answer).toMatchObject({ customerId, removed: false })
      const { organizationName, domain, trial, verification } = customer
      const stored = await reader(world.table).get(customerRecord, { customerId })
      expect(stored).toMatchObject({ state: 'live', trial, verification, mappings: 1 })
      expect(stored).not.toHaveProperty('partnerId')
      expect(await reader(world.table).get(accessRecord, { customerId })).toMatchObject({
        status: 'no-partner',
        since: answer.endedAt,
      })
      const items = await table.items()
      expect(items.some(({ sk }) => sk === `ROW#${customerId}`)).toBe(false)
      expect(items.some(({ pk }) => pk === `DOMAIN#${domain}`)).toBe(true)
      expect(items.find(({ pk }) => pk === `ROLE-COUNT#${superAdmin.email}`)).toMatchObject({ roles: 0 })
      expect(items.some(({ pk }) => pk === `MEMBER#${superAdmin.email}`)).toBe(true)
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.unmapped',
      ])
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'mapping-ended', words }])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'mapping-ended', words }])
      expect(await call(endMapping, handler, as, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/customer-not-found' },
      })
    },
  },
  otherwise: [() => mapped(false), pastDue, () => pastDue(true)],
  repeated: 'customer-not-found',
  refuses: {
    'transfer-open': async () => {
      const former = await arrange.partner()
      const { customer } = await arrange.pendingTransfer({ former })
      return { as: former.admin, input: { customerId: customer.customerId } }
    },
  },
  also: (table) => {
    provePromotedMeanwhile(
      table,
      requesting(table, endMapping, handler, () => mapped(true)),
    )

    it('R16 R18 removes a customer that was never verified with its claim and trial, and tells both sides', async () => {
      const { as, input, partner, customer, superAdmin } = await table.arranged(() => mapped(false))
      const { customerId, domain, organizationName } = customer
      expect(await call(endMapping, handler, as, input)).toMatchObject({
        status: 200,
        body: { removed: true },
      })
      const items = await table.items()
      expect(items.find(({ pk }) => pk === `CUSTOMER#${customerId}`)).toMatchObject({ state: 'removed' })
      expect(items.some(({ pk }) => pk === `CLAIM#${domain}`)).toBe(false)
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${partner.partnerId}`)).toMatchObject({ claims: 0 })
      expect(items.some(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))).toBe(false)
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'customer-removed', words }])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'customer-removed', words }])
    })

    it("R16 what was paid runs to its renewal and is free from then on; a reseller's card is detached, and its owner told", async () => {
      const { as, input, partner, customer, superAdmin } = await table.arranged(async () => {
        const sold = await arrange.subscribed({ payPeriod: 'monthly', scheduled: { licences: 5 } })
        return { ...sold, as: sold.admin, input: { customerId: sold.customer.customerId } }
      })
      const { customerId } = input
      expect(await call(endMapping, handler, as, input)).toMatchObject({ status: 200 })
      const { customer: stored, billing } = await arrange.storedAccount(customerId)
      const { renewalDate = '' } = customer.subscription
      expect(stored.subscription).toMatchObject({ plan: 'standard', endsAt: `${renewalDate}T00:00:00.000Z` })
      expect(billing).toMatchObject({ scheduled: { licences: 5 } })
      expect(billing).not.toHaveProperty('profile')
      const mails = (await mailsToPartner(table, partner)).map(({ mail }) => mail)
      expect(mails.toSorted()).toEqual(['card-detached', 'mapping-ended'])

      const seen = () => call(getOrganization, see, superAdmin, input)
      expect((await seen()).body).toMatchObject({ plan: 'standard', licences: 10, renewalDate })
      await arrange.advanceClock('P32D')
      const { body } = await seen()
      expect(body).toMatchObject({ plan: 'free', licences: 5 })
      expect(body).not.toHaveProperty('renewalDate')
      await run(renew)
      expect((await arrange.storedAccount(customerId)).customer.subscription).toEqual({
        plan: 'free',
        licences: 5,
        everCharged: true,
      })
      expect((await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)).toContain('fell-to-free')
    })

    it('R16 R45 what is past due falls at once', async () => {
      await table.clear()
      const { as, input, superAdmin } = await table.arranged(pastDue)
      const { customerId } = input
      const { body } = await call(endMapping, handler, as, input)
      const seen = () => call(getOrganization, see, superAdmin, input)
      expect((await seen()).body).toMatchObject({ plan: 'free', licences: 5 })
      const due = (await table.items()).filter(
        ({ pk }) => pk.startsWith('DUE#') && pk.endsWith(`#${customerId}`),
      )
      expect(due.map(({ pk, dueAt }) => [pk, dueAt])).toEqual([
        [`DUE#grace-end#${customerId}`, body['endedAt']],
      ])
      await run(endGrace)
      expect((await arrange.storedAccount(customerId)).customer.subscription).toEqual({
        plan: 'free',
        licences: 5,
        everCharged: true,
      })
      expect((await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)).toContain('fell-to-free')
    })

    it('R16 R49 what has ended and nobody has recorded falls with the mapping; the reports of its partner tell of it', async () => {
      const { as, input, partner } = await table.arranged(() => pastDue(true))
      const { customerId } = input
      const { body } = await call(endMapping, handler, as, input)
      const told = (await table.items()).filter(
        ({ pk }) => pk === subscriptionEvents(partner.partnerId, 'cancelled'),
      )
      expect(told).toMatchObject([{ customerId, at: body['endedAt'], plan: 'standard', reason: 'unpaid' }])
    })

    it('R16 a payment that is pending is recorded without a partner too, and nothing falls before', async () => {
      const { as, input, payment } = await table.arranged(async () => {
        const sold = await arrange.subscribed({ payPeriod: 'monthly', pending: 'change' })
        return { ...sold, as: sold.admin, input: { customerId: sold.customer.customerId } }
      })
      expect(await call(endMapping, handler, as, input)).toMatchObject({ status: 200 })
      const pending = await arrange.storedAccount(input.customerId)
      expect(pending.billing?.pending?.paymentId).toBe(payment.paymentId)
      expect(pending.customer.subscription).not.toHaveProperty('endsAt')
      await arrange.recorded(payment, { outcome: 'succeeded', intent: 'pi_made_up' })
      const { customer, billing } = await arrange.storedAccount(input.customerId)
      expect(billing).not.toHaveProperty('profile')
      const { renewalDate = '' } = customer.subscription
      expect(customer.subscription).toMatchObject({ licences: 11, endsAt: `${renewalDate}T00:00:00.000Z` })
    })

    it('R63 is open to a partner whose access was revoked', async () => {
      const { as, input } = await table.arranged(async () => {
        const arranged = await mapped(true)
        await arrange.revokeAccess(arranged.customer.customerId)
        return arranged
      })
      expect(await call(endMapping, handler, as, input)).toMatchObject({ status: 200 })
    })
  },
})
