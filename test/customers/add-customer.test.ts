import { expect, it } from 'vitest'
import { handler } from '../../functions/customers/add-customer.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
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
      expect(item(own, 'CUSTOMER')).toMatchObject({
        partnerId,
        verification: { code: expect.stringMatching(/^\d{39}$/) },
      })
      expect(item(`ACCESS#${customerId}`, 'ACCESS')).toMatchObject({
        partnerId,
        status: 'granted',
        since: createdAt,
      })
      expect(item(`DUE#trial-end#${customerId}`, 'DUE')).toMatchObject({ dueAt: endsAt })
      expect(item(`DUE#trial-reminder#${customerId}`, 'DUE')).toMatchObject({ dueAt: plusDays(endsAt, -7) })
      expect(item(`DOMAIN#${domain}`, 'DOMAIN')).toMatchObject({ customerId })
      expect(item(`TRIAL#${domain}`, 'TRIAL')).toMatchObject({ customerId })
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
          body: { type: '/problems/customer-exists' },
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
    'customer-exists': async () => {
      const { as, input } = await adding()
      const { customer } = await arrange.customer((await arrange.partner()).partner)
      return { as, input: { ...input, domain: customer.domain } }
    },
    'trial-already-used': async () => {
      const { as, input } = await adding()
      const { customer } = await arrange.customer((await arrange.partner()).partner, { trial: true })
      return { as, input: { ...input, domain: `branch.${customer.domain}` } }
    },
    'partner-member-is-organization-admin': async () => {
      const { as, input } = await adding()
      return { as, input: { ...input, superAdmin: { ...input.superAdmin, email: as.email } } }
    },
  },
})
