import { expect, it } from 'vitest'
import { handler as see } from '../../functions/billing/get-subscription.ts'
import { handler as quote } from '../../functions/billing/quote-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler } from '../../functions/organizations/import-organization.ts'
import { getSubscription, quoteSubscription } from '../../shared/billing/contract.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import { subscriptionState } from '../../shared/billing/subscription.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { mulDiv } from '../../shared/kernel/money.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { importOrganization } from '../../shared/organizations/contract.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { joinPartner } from '../../shared/people/person.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { run } from '../support/describe/run.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

let serial = 0
const free = (superAdmin = arrange.somebody('super-admin')) => ({
  domain: `existing-${(serial += 1)}.co.th`,
  organizationName: 'Café Existente',
  superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: superAdmin.email },
  country: 'BR',
  language: 'pt-BR' as const,
  plan: 'free' as const,
  licences: 5,
  reason: 'A customer of ours since 2019.',
})

const importing = async () => ({ as: await arrange.staff('support'), input: free() })

const paying = async () => {
  const { as, input } = await importing()
  const renewalDate = plusMonths(dateOf(await arrange.now()), 11)
  const paid = { plan: 'standard', licences: 40, payPeriod: 'yearly', renewalDate } as const
  return { as, input: { ...input, ...paid } }
}

describeOperation(importOrganization, handler, {
  done: {
    title:
      'R14 an existing customer is verified, paid for from now on and without a partner; R16 R45 its renewal is due; R64 support is told',
    arrange: paying,
    then: async (answer, { as, input }, table) => {
      const { customerId } = answer
      const { domain, organizationName, superAdmin, plan, licences, payPeriod, renewalDate } = input
      const subscription = { plan, licences, payPeriod, renewalDate }
      expect(answer).toEqual({
        customerId,
        domain,
        state: 'verified',
        organizationName,
        superAdmin,
        ...subscription,
      })
      const items = await table.items()
      const item = (pk: string) => items.find((candidate) => candidate.pk === pk)
      const own = `CUSTOMER#${customerId}`
      const customer = item(own)
      const createdAt = customer?.['createdAt']
      expect(customer).toMatchObject({
        registrableDomain: domain,
        verification: { verifiedAt: createdAt },
        subscription: {
          ...subscription,
          paidSince: createdAt,
          everCharged: true,
          endsAt: `${renewalDate}T00:00:00.000Z`,
        },
      })
      expect(item(`DUE#renewal#${customerId}`)).toMatchObject({ dueAt: `${renewalDate}T00:00:00.000Z` })
      expect(item(`DUE#renewal-notice#${customerId}`)).toMatchObject({
        dueAt: plusDays(startOfDate(renewalDate), -7),
      })
      expect(item(`BILLING#${customerId}`)).toBeUndefined()
      expect(customer).not.toHaveProperty('partnerId')
      expect(customer).not.toHaveProperty('verification.method')
      expect(item(`ACCESS#${customerId}`)).toMatchObject({ status: 'no-partner', since: createdAt })
      expect(item(`DOMAIN#${domain}`)).toMatchObject({ customerId })
      const personId = await arrange.personIdOf(superAdmin)
      expect(item(`MEMBER#${superAdmin.email}`)).toMatchObject({ personId, customerId, role: 'super-admin' })
      expect(item(`ADMINISTRATORS#${customerId}`)).toMatchObject({ email: superAdmin.email })
      expect(items.some(({ pk }) => pk.startsWith(`ROLE-COUNT#${superAdmin.email}`))).toBe(false)
      expect(await auditActions(table, own)).toEqual(['customer.imported'])
      expect(item(`AUDIT#${own}`)).toMatchObject({
        details: { domain, superAdmin: personId, plan, licences, reason: input.reason },
      })
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'organization-imported', language: 'pt-BR', words: { organizationName, domain } },
      ])
      expect(await effects(table)).toContainEqual({ kind: 'end-other-claims', domain })
      expect(await effects(table)).toContainEqual({
        kind: 'tell-support',
        mail: 'team-organization-imported',
        by: as.email,
        words: { organizationName, domain, by: as.email, who: superAdmin.email, note: input.reason },
      })

      for (const spelling of [domain.toUpperCase(), `${domain}.`])
        expect(await call(importOrganization, handler, as, { ...free(), domain: spelling })).toMatchObject({
          status: 409,
          body: { type: '/problems/customer-exists' },
        })
      const today = dateOf(await arrange.now())
      const invalid: [object, string][] = [
        [{ plan: 'free' }, '/licences'],
        [{ payPeriod: undefined }, '/payPeriod'],
        [{ plan: 'mail-lite', payPeriod: 'monthly' }, '/payPeriod'],
        [{ renewalDate: today }, '/renewalDate'],
        [{ renewalDate: plusMonths(today, 13) }, '/renewalDate'],
        [{ renewalDate: '2027-02-30' }, '/renewalDate'],
        [{ reason: ' ' }, '/reason'],
        [{ reason: 'Card 4111 1111 1111 1111' }, '/reason'],
      ]
      for (const [wrong, pointer] of invalid) {
        const body = { ...input, domain: free().domain, ...wrong }
        expect(await call(importOrganization, handler, as, body)).toMatchObject({
          status: 400,
          body: {
            type: '/problems/invalid-input',
            issues: expect.arrayContaining([expect.objectContaining({ pointer })]),
          },
        })
      }
    },
  },
  otherwise: [
    async () => {
      const known = arrange.somebody('known')
      await arrange.setPerson(known, (person) => person)
      const { as } = await importing()
      return { as, input: free(known) }
    },
  ],
  also: (table) => {
    const importedOf = async (payPeriod: 'monthly' | 'yearly', renewalDate: string) => {
      const { as, input } = await table.arranged(importing)
      const paid = { ...input, plan: 'standard', licences: 40, payPeriod, renewalDate }
      const { body } = await call(importOrganization, handler, as, paid)
      return CustomerId.parse(body['customerId'])
    }
    const today = async () => dateOf(await arrange.now())

    it('R41 R42 a partner that it is mapped to reads, quotes and buys from what was imported, at the prices of the present book', async () => {
      const renewalDate = plusMonths(await today(), 11)
      const customerId = await importedOf('yearly', renewalDate)
      const { admin, partner } = await table.arranged(() => arrange.partner())
      await table.arranged(() => arrange.moveCustomer(customerId, partner))
      expect((await arrange.storedAccount(customerId)).customer.subscription).not.toHaveProperty('endsAt')
      const { headers, body } = await call(getSubscription, see, admin, { customerId })
      expect({ etag: headers['etag'], body }).toEqual({
        etag: '"0"',
        body: {
          state: 'active',
          plan: 'standard',
          licences: 40,
          payPeriod: 'yearly',
          renewalDate,
          storage: [],
          version: 0,
        },
      })
      const quoted = await call(quoteSubscription, quote, admin, { customerId, licences: 41, cardType: 'RC' })
      const days = (to: string, from: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
      const [r, of] = [days(renewalDate, await today()), days(renewalDate, plusMonths(renewalDate, -12))]
      const list = mulDiv(41 * 3_600, r, of) - mulDiv(40 * 3_600, r, of)
      expect(quoted).toMatchObject({
        status: 200,
        body: { effect: 'now', list: { minor: list }, renewalDate },
      })
    })

    it('R16 R45 runs to its renewal without a partner and falls then, with one it goes past due for want of a card', async () => {
      await table.clear()
      const renewalDate = plusMonths(await today(), 1)
      const alone = await importedOf('monthly', renewalDate)
      const mapped = await importedOf('monthly', renewalDate)
      await table.arranged(() => arrange.moveCustomer(mapped))
      expect((await table.items()).some(({ pk }) => pk.startsWith('DUE#renewal-notice#'))).toBe(false)
      await arrange.advanceClockTo(startOfDate(renewalDate))
      await run(renew)
      const planOf = async (customerId: CustomerId) => {
        const { customer } = await arrange.storedAccount(customerId)
        return subscriptionState(customer.subscription, await arrange.now())
      }
      expect([await planOf(alone), await planOf(mapped)]).toEqual(['free', 'past-due'])
      expect((await arrange.storedAccount(alone)).customer.subscription.plan).toBe('free')
    })

    it('R11 takes the domain from those who only claim it, even while one of them verifies it', async () => {
      const { as, input } = await table.arranged(importing)
      await arrange.customer((await arrange.partner()).partner, { domain: input.domain })
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(importOrganization, handler, as, input))
      await heldCommit.arrived
      await arrange.customer((await arrange.partner()).partner, { domain: input.domain, verified: true })
      heldCommit.release()
      expect(await called).toMatchObject({ status: 409, body: { type: '/problems/customer-exists' } })
    })

    it.each(['knows', 'does not know'])(
      'R17 imports no super admin who joins a partner meanwhile, whom the programme %s',
      async (knows) => {
        const { as, input, joining } = await table.arranged(async () => {
          const somebody = arrange.somebody('joining')
          if (knows === 'knows') await arrange.setPerson(somebody, (person) => person)
          return { as: await arrange.staff('support'), input: free(somebody), joining: somebody }
        })
        const { partner } = await arrange.partner()
        await arrange.bind(joining)
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const called = recordGuards(() => call(importOrganization, handler, as, input))
        await heldCommit.arrived
        await arrange.setPerson(joining, (person) => joinPartner(person, membershipOf(partner), undefined))
        heldCommit.release()
        expect(await called).toMatchObject({
          status: 409,
          body: { type: '/problems/partner-member-is-organization-admin' },
        })
      },
    )
  },
  refuses: {
    'customer-exists': async () => {
      const { as, input } = await importing()
      const { customer } = await arrange.unmappedCustomer()
      return { as, input: { ...input, domain: customer.domain } }
    },
    'partner-member-is-organization-admin': async () => {
      const { as } = await importing()
      return { as, input: free((await arrange.partner()).admin) }
    },
    'daily-number-reached': async () => {
      const { as, input } = await importing()
      await arrange.noon()
      await arrange.countedToday('mails-to-recipient', await arrange.personIdOf(input.superAdmin), 10)
      return { as, input }
    },
  },
})
