import { expect, it } from 'vitest'
import { handler as see } from '../../functions/customers/get-console-customer.ts'
import { handler as seeSubscription } from '../../functions/billing/get-subscription.ts'
import { handler } from '../../functions/mapping/tag-partner.ts'
import { world } from '../../functions/outside/world.ts'
import { Billing } from '../../shared/billing/billing.ts'
import { getSubscription } from '../../shared/billing/contract.ts'
import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import { summarize } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { provePromotedMeanwhile, requesting } from './promoted-meanwhile.ts'

/** A verified customer of a partner, and a code of another one. */
const courted = async (days = 29) => {
  const former = await arrange.partner()
  const next = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(former.partner, {
    verified: true,
    trial: true,
    ...(days > 0 ? { subscription: await arrange.paid(days) } : {}),
  })
  const orgAdmins = await arrange.orgAdmins(customer, 1)
  const code = await arrange.partnerCode(next.partner)
  const input = { customerId: customer.customerId, code }
  return { as: superAdmin, input, customer, superAdmin, orgAdmins, former, next }
}

/** A customer that is past due on the card of its partner, which was deactivated, or whose grace is over, and a code of another one. */
const pastDue = async (graceIsOver = false) => {
  const { customer, superAdmin, admin, partner, billing } = await arrange.subscribed({
    dunning: 'declined',
    payPeriod: 'monthly',
    ...(graceIsOver ? { anchor: await arrange.pastGrace() } : {}),
  })
  await arrange.deactivatePartner(partner)
  const next = await arrange.partner()
  const code = await arrange.partnerCode(next.partner)
  const input = { customerId: customer.customerId, code }
  return { as: superAdmin, input, customer, billing, former: { admin, partner }, next }
}

const storedCustomer = (customerId: Awaited<ReturnType<typeof courted>>['customer']['customerId']) =>
  reader(world.table).get(customerRecord, { customerId })

describeOperation(tagPartner, handler, {
  done: {
    title:
      'R14 R20 a customer paid for less than 30 days moves in the one commit of its consent: access, row, roles, code and mails with before and after',
    arrange: () => courted(),
    then: async (answer, { as, input, customer, superAdmin, orgAdmins, former, next }, table) => {
      const { customerId } = input
      const { partnerId, company } = next.partner
      expect(answer).toEqual({
        customerId,
        partner: { partnerId, companyName: company.name },
        status: 'mapped',
      })
      const stored = await storedCustomer(customerId)
      const { trial, domain, organizationName, subscription, verification } = customer
      expect(stored).toMatchObject({ partnerId, trial, subscription, consents: 1, mappings: 1 })
      expect(stored.verification).toMatchObject({ verifiedAt: verification.verifiedAt, method: 'TXT' })
      expect(stored.verification.code).not.toBe(verification.code)

      const items = await table.items()
      expect(items.find(({ pk }) => pk === `ACCESS#${customerId}`)).toMatchObject({
        partnerId,
        status: 'granted',
        version: 2,
      })
      expect(items.filter(({ sk }) => sk === `ROW#${customerId}`)).toEqual([
        expect.objectContaining({
          pk: `LISTING#${partnerId}`,
          accessStatus: 'granted',
          summary: summarize(stored),
        }),
      ])
      for (const { email } of [superAdmin, ...orgAdmins]) {
        const roles = (of: string) =>
          items.find(({ pk, sk }) => pk === `ROLE-COUNT#${email}` && sk === `PARTNER#${of}`)?.['roles']
        expect([roles(former.partner.partnerId), roles(partnerId)]).toEqual([0, 1])
      }
      expect(items.some(({ pk }) => pk.startsWith('PARTNER-CODE#'))).toBe(false)
      expect(items.some(({ pk }) => pk === `TRIAL#${domain}`)).toBe(true)
      expect(items.some(({ pk }) => pk === `DUE#trial-end#${customerId}`)).toBe(true)
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.mapped',
      ])
      expect(await auditActions(table, `ACCESS#${customerId}`)).toEqual(['access.granted', 'access.granted'])

      const words = { organizationName, domain, before: former.partner.company.name, after: company.name }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'customer-moved', words }])
      expect(await mailsToPartner(table, former.partner)).toMatchObject([{ mail: 'customer-moved', words }])
      expect((await mailsToPartner(table, next.partner)).map(({ mail }) => mail).toSorted()).toEqual([
        'card-missing',
        'customer-moved',
      ])

      expect(await call(getConsoleCustomer, see, former.admin, { customerId })).toMatchObject({ status: 404 })
      expect(await call(getConsoleCustomer, see, next.admin, { customerId })).toMatchObject({ status: 200 })
      expect(await call(tagPartner, handler, as, input)).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-code-invalid' },
      })
    },
  },
  otherwise: [() => courted(31), pastDue, () => pastDue(true)],
  refuses: {
    'partner-code-invalid': async () => {
      const asking = await courted()
      return { ...asking, input: { ...asking.input, code: 'XXXX-XXXX-XXXX-XXXX' } }
    },
    'already-mapped': async () => {
      const { former, ...asking } = await courted()
      const code = await arrange.partnerCode(former.partner)
      return { ...asking, input: { ...asking.input, code } }
    },
    'domain-not-verified': async () => {
      const { customer, superAdmin } = await arrange.customer((await arrange.partner()).partner)
      const code = await arrange.partnerCode((await arrange.partner()).partner)
      return { as: superAdmin, input: { customerId: customer.customerId, code } }
    },
    'transfer-open': async () => {
      const { customer, superAdmin } = await arrange.pendingTransfer()
      const code = await arrange.partnerCode((await arrange.partner()).partner)
      return { as: superAdmin, input: { customerId: customer.customerId, code } }
    },
    'partner-member-is-organization-admin': async () => {
      const { customer, next, ...asking } = await courted()
      await arrange.setOrganizationRole(next.admin, customer, 'org-admin')
      return asking
    },
  },
  also: (table) => {
    const tag = (
      { as, input }: Pick<Awaited<ReturnType<typeof courted>>, 'as' | 'input'>,
      code = input.code,
    ) => call(tagPartner, handler, as, { ...input, code })
    const invalid = { status: 409, body: { type: '/problems/partner-code-invalid' } }

    provePromotedMeanwhile(
      table,
      requesting(table, tagPartner, handler, () => courted()),
    )

    it('R14 where it was paid for more than 30 days, an active partner keeps it for 7 days, and a transfer is pending', async () => {
      const asking = await table.arranged(() => courted(31))
      const { customer, former, next, superAdmin } = asking
      const { status, body } = await tag(asking)
      const stored = await storedCustomer(customer.customerId)
      const { transferId } = stored
      if (!transferId) throw new Error('There is no transfer')
      const transfer = await reader(world.table).get(transferRecord, { transferId })
      const { createdAt } = transfer
      const completesAt = plusDays(createdAt, 7)
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { status: 'transfer-pending', transfer: { transferId, state: 'pending', completesAt } },
      })
      const { partnerId, verification } = customer
      expect(stored).toMatchObject({ partnerId, verification, consents: 1, mappings: 0 })
      expect(transfer).toMatchObject({ from: partnerId, to: next.partner.partnerId, completesAt })
      const items = await table.items()
      const rows = items.filter(({ sk }) => sk === `TRANSFER#${transferId}`).map(({ pk }) => pk)
      expect(rows.sort()).toEqual(
        [former, next].map(({ partner }) => `TRANSFER-LISTING#${partner.partnerId}`).sort(),
      )
      expect(items.find(({ pk }) => pk === `DUE#transfer#${transferId}`)).toMatchObject({
        dueAt: completesAt,
      })
      expect(items.find(({ sk }) => sk === `ROW#${customer.customerId}`)).toMatchObject({
        pk: `LISTING#${partnerId}`,
      })
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'transfer-pending', words: { completesAt } },
      ])
      const { customerId } = customer
      expect(await call(getConsoleCustomer, see, former.admin, { customerId })).toMatchObject({ status: 200 })
      expect(await call(getConsoleCustomer, see, next.admin, { customerId })).toMatchObject({ status: 404 })
    })

    it('R14 from a deactivated partner it moves at once, however long it was paid for', async () => {
      const asking = await table.arranged(async () => {
        const arranged = await courted(400)
        await arrange.deactivatePartner(arranged.former.partner)
        return arranged
      })
      expect(await tag(asking)).toMatchObject({ status: 200, body: { status: 'mapped' } })
    })

    it("R14 a reseller's card is detached with the move, and its owner told; past due nothing is tried before another card is there", async () => {
      const asking = await table.arranged(pastDue)
      const { customer, billing, former, next, input } = asking
      expect(await tag(asking)).toMatchObject({ status: 200, body: { status: 'mapped' } })
      const { customerId, organizationName, domain } = customer
      const after = await arrange.storedAccount(customerId)
      const { profile: _detached, ...kept } = Billing.parse(billing)
      const { attempts, graceEndsAt } = kept.dunning ?? {}
      expect(Billing.parse(after.billing)).toEqual({
        ...kept,
        dunning: { reason: 'no-profile', attempts, graceEndsAt },
      })
      const { cardType: _card, ...subscription } = customer.subscription
      expect(after.customer.subscription).toEqual(subscription)
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ROW#${customerId}`)).toMatchObject({
        pk: `LISTING#${next.partner.partnerId}`,
        revenue: { currency: 'USD', minor: 0 },
      })
      const due = items.filter(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(`#${customerId}`))
      expect(due.map(({ pk, dueAt }) => [pk, dueAt])).toEqual([[`DUE#grace-end#${customerId}`, graceEndsAt]])
      expect(await auditActions(table, `BILLING#${customerId}`)).toContain('billing.moved')
      expect(await mailsToPartner(table, former.partner)).toContainEqual(
        expect.objectContaining({
          mail: 'card-detached',
          words: { organizationName, domain, card: 'visa 4242' },
        }),
      )
      expect(await mailsToPartner(table, next.partner)).toContainEqual(
        expect.objectContaining({
          mail: 'card-missing',
          words: { organizationName, domain, plan: 'standard' },
        }),
      )
      const asks = (by: arrange.Somebody) =>
        call(getSubscription, seeSubscription, by, { customerId: input.customerId })
      expect(await asks(former.admin)).toMatchObject({ status: 404 })
      const { body } = await asks(next.admin)
      expect(body).toMatchObject({
        state: 'past-due',
        plan: 'standard',
        dunning: { reason: 'no-profile', graceEndsAt },
      })
      expect(body).not.toHaveProperty('profile')
    })

    it("R13 R14 a customer's card, what is scheduled and a pending payment stay; a partner that sold to it before finds what it sold", async () => {
      const { customer, partner, billing, back, payment } = await table.arranged(async () => {
        const sold = await arrange.subscribed({
          cardType: 'CC',
          payPeriod: 'monthly',
          scheduled: { licences: 5 },
        })
        const away = await arrange.moveCustomer(sold.customer.customerId)
        const { billing } = await arrange.storedAccount(sold.customer.customerId)
        const back = { superAdmin: sold.superAdmin, code: await arrange.partnerCode(sold.partner), away }
        const payment = await arrange.changeBegun(
          sold.customer,
          { plan: 'professional' },
          await arrange.now(),
        )
        return { ...sold, billing, back, payment }
      })
      const { customerId } = customer
      expect(await call(tagPartner, handler, back.superAdmin, { customerId, code: back.code })).toMatchObject(
        { status: 200 },
      )
      const after = await arrange.storedAccount(customerId)
      expect(after.billing).toMatchObject({
        profile: billing?.profile,
        scheduled: { licences: 5 },
        pending: { paymentId: payment.paymentId },
      })
      expect(after.customer.subscription).toMatchObject({ cardType: 'CC', paymentPending: true })
      const row = async () => (await table.items()).find(({ sk }) => sk === `ROW#${customerId}`)
      const sold = { currency: 'USD', minor: 4_000 }
      expect(await row()).toMatchObject({ pk: `LISTING#${partner.partnerId}`, revenue: sold })
      await arrange.recorded(payment, { outcome: 'succeeded', intent: 'pi_made_up' })
      expect(await row()).toMatchObject({
        revenue: sold,
        summary: { subscription: { plan: 'professional' } },
      })
      const { revenues } = (await arrange.storedAccount(customerId)).billing ?? {}
      expect(revenues).toEqual({ [partner.partnerId]: 4_000, [back.away.partnerId]: payment.charge })
    })

    it('R14 R16 what was paid goes on with a partner anew, and what has ended meanwhile does not begin again', async () => {
      const { going, ended } = await table.arranged(async () => {
        const alone = async () => {
          const sold = await arrange.subscribed({ cardType: 'CC', payPeriod: 'monthly' })
          await arrange.endMapping(sold.customer.customerId)
          const next = await arrange.partner()
          const { customerId } = sold.customer
          return {
            ...sold,
            as: sold.superAdmin,
            next,
            input: { customerId, code: await arrange.partnerCode(next.partner) },
          }
        }
        return { going: await alone(), ended: await alone() }
      })
      expect((await storedCustomer(going.input.customerId)).subscription).toHaveProperty('endsAt')
      expect(await tag(going)).toMatchObject({ status: 200 })
      const { subscription } = await storedCustomer(going.input.customerId)
      expect(subscription).toMatchObject({ plan: 'standard', cardType: 'CC' })
      expect(subscription).not.toHaveProperty('endsAt')

      await arrange.advanceClock('P32D')
      const code = await arrange.partnerCode(ended.next.partner)
      expect(await tag(ended, code)).toMatchObject({ status: 200, body: { status: 'mapped' } })
      expect((await storedCustomer(ended.input.customerId)).subscription).toEqual({
        plan: 'free',
        licences: 5,
        everCharged: true,
        cardType: 'CC',
      })
      expect((await mailsTo(table, ended.as.email)).map(({ mail }) => mail)).toContain('fell-to-free')
    })

    it('R14 an organisation without a partner is mapped at once, by an org admin too', async () => {
      const { as, input, orgAdmin, partner } = await table.arranged(async () => {
        const { customer, superAdmin } = await arrange.unmappedCustomer({
          subscription: await arrange.paid(100),
        })
        const [orgAdmin] = await arrange.orgAdmins(customer, 1)
        const { partner } = await arrange.partner()
        const input = { customerId: customer.customerId, code: await arrange.partnerCode(partner) }
        return { as: superAdmin, input, orgAdmin, partner }
      })
      const code = ` ${input.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
      expect(await call(tagPartner, handler, orgAdmin, { ...input, code })).toMatchObject({
        status: 200,
        body: { status: 'mapped', partner: { partnerId: partner.partnerId } },
      })
      expect(await mailsTo(table, as.email)).toMatchObject([
        { mail: 'customer-mapped', words: { partnerName: partner.company.name } },
      ])
    })

    it('R14 a code counts for 15 days, and not for a partner that was deactivated: both are refused like a wrong one', async () => {
      const { late, useless } = await table.arranged(async () => {
        const expired = await courted()
        await arrange.advanceClock('P15D')
        const ofDeactivated = await courted()
        await arrange.deactivatePartner(ofDeactivated.next.partner)
        return { late: expired, useless: ofDeactivated }
      })
      const wrong = await tag(late, 'XXXX')
      for (const refused of [await tag(late), await tag(useless)]) {
        expect(refused).toMatchObject(invalid)
        expect({ ...refused.body, instance: '' }).toEqual({ ...wrong.body, instance: '' })
      }
    })

    it.each(['is used by another organisation', 'is of a partner that is deactivated'])(
      'R14 never commits where the code, before the commit, %s',
      async (which) => {
        const { asking, other } = await table.arranged(async () => {
          const arranged = await courted()
          await arrange.bind(arranged.as)
          return { asking: arranged, other: await arrange.unmappedCustomer() }
        })
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const tagging = tag(asking)
        await heldCommit.arrived
        if (which === 'is of a partner that is deactivated')
          await arrange.deactivatePartner(asking.next.partner)
        else {
          const { customerId } = other.customer
          const input = { ...asking.input, customerId }
          expect(await call(tagPartner, handler, other.superAdmin, input)).toMatchObject({ status: 200 })
        }
        heldCommit.release()
        expect(await tagging).toMatchObject(invalid)
      },
    )

    it('R17 moves an organisation with 20 administrators in one commit', async () => {
      const asking = await table.arranged(async () => {
        const arranged = await courted()
        await arrange.orgAdmins(arranged.customer, MOST_ADMINISTRATORS - 2)
        return arranged
      })
      const before = table.proxy.count('TransactWriteItems')
      expect(await tag(asking)).toMatchObject({ status: 200 })
      expect(table.proxy.count('TransactWriteItems') - before).toBe(1)
      const counts = (await table.items()).filter(
        ({ sk, roles }) => sk === `PARTNER#${asking.next.partner.partnerId}` && roles === 1,
      )
      expect(counts).toHaveLength(MOST_ADMINISTRATORS)
    })
  },
})
