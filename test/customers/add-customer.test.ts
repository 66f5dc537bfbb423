import { expect, it } from 'vitest'
import { handler } from '../../functions/customers/add-customer.ts'
import { handler as remove } from '../../functions/customers/remove-customer.ts'
import { MOST_UNVERIFIED } from '../../shared/customers/claim.ts'
import { addCustomer, removeCustomer } from '../../shared/customers/contract.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { joinPartner } from '../../shared/people/person.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

let serial = 0
const order = (superAdmin = arrange.somebody('super-admin')) => ({
  domain: `example-${(serial += 1)}.co.th`,
  organizationName: 'ร้านกาแฟ Café',
  superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: superAdmin.email },
  country: 'TH',
  language: 'th' as const,
})
const trial = { plan: 'professional', licences: 25 } as const

const adding = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  return { as: admin, partner, input: { ...order(), trial } }
}

describeOperation(addCustomer, handler, {
  done: {
    title: 'R10 adds a customer on a trial (R30), with its super admin, access, listing row and mails',
    arrange: adding,
    then: async (answer, { as, partner, input }, table) => {
      const { customerId, createdAt } = answer
      const { domain, superAdmin } = input
      const endsAt = plusDays(createdAt, 15)
      expect(answer).toMatchObject({
        domain,
        domainState: 'unverified',
        action: 'verify',
        superAdmin,
        version: 1,
      })
      expect(answer).toMatchObject({
        ...trial,
        trial: { state: 'running', endsAt },
        trialBudget: { extensionsLeft: 3 },
      })

      const items = await table.items()
      const item = (pk: string, sk: string) =>
        items.find((candidate) => candidate.pk === pk && candidate.sk === sk)
      const own = `CUSTOMER#${customerId}`
      const { partnerId } = partner
      expect(answer).not.toHaveProperty('registrableDomain')
      expect(item(own, 'CUSTOMER')).toMatchObject({
        partnerId,
        registrableDomain: domain,
        verification: { code: expect.stringMatching(/^\d{39}$/) },
      })
      expect(item(`ACCESS#${customerId}`, 'ACCESS')).toMatchObject({
        partnerId,
        status: 'granted',
        since: createdAt,
      })
      expect(item(`DUE#trial-end#${customerId}`, 'DUE')).toMatchObject({ dueAt: endsAt })
      expect(item(`DUE#trial-reminder#${customerId}`, 'DUE')).toMatchObject({ dueAt: plusDays(endsAt, -7) })
      expect(item(`CLAIM#${domain}`, `PARTNER#${partnerId}`)).toMatchObject({ customerId })
      expect(item(`CLAIM-COUNT#${partnerId}`, 'COUNT')).toMatchObject({ partnerId, claims: 1 })
      expect(item(`DOMAIN#${domain}`, 'OWNER')).toBeUndefined()
      expect(item(`TRIAL#${domain}`, 'TRIAL')).toBeUndefined()
      const row = { accessStatus: 'granted', summary: { domain, superAdmin } }
      expect(item(`LISTING#${partnerId}`, `ROW#${customerId}`)).toMatchObject(row)
      const personId = await arrange.personIdOf(superAdmin)
      expect(item(`MEMBER#${superAdmin.email}`, `ORG#${customerId}`)).toMatchObject({
        personId,
        role: 'super-admin',
        since: createdAt,
      })
      expect(item(`ROLE-COUNT#${superAdmin.email}`, `PARTNER#${partnerId}`)).toMatchObject({ roles: 1 })
      expect(item(`PERSONAL#${personId}`, 'PERSONAL')).toMatchObject(superAdmin)
      expect(item(`PERSON#${superAdmin.email}`, 'PERSON')).toBeUndefined()

      expect(await auditActions(table, own)).toEqual(['customer.added'])
      expect(await auditActions(table, `ACCESS#${customerId}`)).toEqual(['access.granted'])
      expect(item(`AUDIT#${own}`, '000000000001')).toMatchObject({
        actor: {
          kind: 'person',
          personId: await arrange.personIdOf(as),
          role: 'partner-admin',
          partnerId,
        },
        details: { superAdmin: personId },
      })
      const mails = await mailsTo(table, superAdmin.email)
      expect(mails.map(({ mail, language }) => `${mail} ${language}`).sort()).toEqual([
        'customer-added th',
        'trial-started th',
      ])
      expect(mails.find(({ mail }) => mail === 'customer-added')?.words).toEqual({
        organizationName: input.organizationName,
        domain,
        partnerName: partner.company.name,
      })

      const taken = [domain.toUpperCase(), `${domain}.`, domain.replace('example', 'ｅｘａｍｐｌｅ')]
      for (const spelling of taken)
        expect(await call(addCustomer, handler, as, { ...order(), domain: spelling })).toMatchObject({
          status: 409,
          body: { type: '/problems/domain-already-claimed' },
        })

      const ids = new Set<unknown>()
      const again = arrange.somebody('super-admin')
      for (const language of ['en', 'pt-BR']) {
        const { status, body } = await call(addCustomer, handler, as, { ...order(again), language })
        expect({ status, body }).toMatchObject({ status: 201, body: { plan: 'free', licences: 5 } })
        expect(body).not.toHaveProperty('trial')
        ids.add(body['customerId'])
      }
      expect(ids.size).toBe(2)
      const roles = (await table.items()).filter(({ pk }) => pk === `MEMBER#${again.email}`)
      expect(roles).toHaveLength(2)
    },
  },
  otherwise: [
    async () => {
      const known = arrange.somebody('known')
      await arrange.setPerson(known, (person) => person)
      const { admin } = await arrange.partner()
      return { as: admin, input: order(known) }
    },
  ],
  also: (table) => {
    it('R11 lets several partners claim one domain side by side, whatever its spelling, each with a trial (R18, R30)', async () => {
      const { input } = await adding()
      const { domain } = input
      const spellings = [domain, domain.toUpperCase(), `${domain}.`]
      for (const spelling of spellings) {
        const { as, partner } = await adding()
        const { superAdmin } = order()
        const added = await recordGuards(() =>
          call(addCustomer, handler, as, { ...input, superAdmin, domain: spelling }),
        )
        expect(added).toMatchObject({ status: 201, body: { domain, trial: { state: 'running' } } })
        expect(
          (await table.items()).filter(({ pk }) => pk === `CLAIM-COUNT#${partner.partnerId}`),
        ).toMatchObject([{ claims: 1 }])
      }
      expect((await table.items()).filter(({ pk }) => pk === `CLAIM#${domain}`)).toHaveLength(3)
    })

    it('R18 has room for the 50th customer that is not verified, not for another, and again once one is gone', async () => {
      const { as, partner, input } = await adding()
      await arrange.setClaims(partner, MOST_UNVERIFIED - 1)
      const last = await call(addCustomer, handler, as, input)
      expect(last.status).toBe(201)
      expect(await call(addCustomer, handler, as, order())).toMatchObject({
        status: 409,
        body: { type: '/problems/unverified-customers-exhausted', mostUnverified: 50 },
      })
      const { customerId } = last.body
      expect(await call(removeCustomer, remove, as, { customerId })).toMatchObject({ status: 200 })
      expect(await call(addCustomer, handler, as, order())).toMatchObject({ status: 201 })
    })

    it('R11 adds nothing once another has verified the domain, even while it is being added', async () => {
      const { as, input } = await adding()
      await arrange.bind(as)
      const { partner } = await arrange.partner()
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(addCustomer, handler, as, input))
      await heldCommit.arrived
      await arrange.customer(partner, { verified: true, domain: input.domain })
      heldCommit.release()
      expect(await called).toMatchObject({ status: 409, body: { type: '/problems/customer-exists' } })
    })

    it('R17 names no super admin who joins the partner while the customer is added', async () => {
      const { as, partner, input } = await adding()
      await arrange.bind(as)
      const joining = arrange.somebody('joining')
      await arrange.bind(joining)
      const superAdmin = { ...input.superAdmin, email: joining.email }
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(addCustomer, handler, as, { ...input, superAdmin }))
      await heldCommit.arrived
      await arrange.setPerson(joining, (person) => joinPartner(person, membershipOf(partner), undefined))
      heldCommit.release()
      expect(await called).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-member-is-organization-admin' },
      })
    })

    it('counts the roles of one super admin whom two partners name at once', async () => {
      const [one, other] = [await adding(), await adding()]
      for (const { as } of [one, other]) await arrange.bind(as)
      const email = arrange.somebody('named-twice').email
      const add = ({ as, input }: typeof one) =>
        recordGuards(() =>
          call(addCustomer, handler, as, { ...input, superAdmin: { ...input.superAdmin, email } }),
        )
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const first = add(one)
      await heldCommit.arrived
      expect(await add(other)).toMatchObject({ status: 201 })
      heldCommit.release()
      expect(await first).toMatchObject({ status: 201 })
      const items = await table.items()
      expect(items.filter(({ pk }) => pk === `MEMBER#${email}`)).toHaveLength(2)
      expect(items.filter(({ pk }) => pk === `ROLE-COUNT#${email}`)).toMatchObject([
        { roles: 1 },
        { roles: 1 },
      ])
      expect(items.filter((item) => item.pk.startsWith('PERSONAL#') && item['email'] === email)).toHaveLength(
        1,
      )
    })
  },
  refuses: {
    'daily-number-reached': async () => {
      const { as, input } = await adding()
      await arrange.countedToday('mails-to-recipient', await arrange.personIdOf(input.superAdmin), 10)
      return { as, input }
    },
    'customer-exists': async () => {
      const { as, input } = await adding()
      const { customer } = await arrange.customer((await arrange.partner()).partner, { verified: true })
      return { as, input: { ...input, domain: customer.domain } }
    },
    'domain-already-claimed': async () => {
      const { as, partner, input } = await adding()
      const { customer } = await arrange.customer(partner)
      return { as, input: { ...input, domain: customer.domain } }
    },
    'unverified-customers-exhausted': async () => {
      const { as, partner, input } = await adding()
      await arrange.setClaims(partner, MOST_UNVERIFIED)
      return { as, input }
    },
    'trial-already-used': async () => {
      const { as, input } = await adding()
      const { partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { trial: true, verified: true })
      return { as, input: { ...input, domain: `branch.${customer.domain}` } }
    },
    'partner-member-is-organization-admin': async () => {
      const { as, input } = await adding()
      return { as, input: { ...input, superAdmin: { ...input.superAdmin, email: as.email } } }
    },
  },
})
