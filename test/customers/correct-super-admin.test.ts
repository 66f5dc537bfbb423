import { expect, it } from 'vitest'
import { handler as read } from '../../functions/access/get-partner-access.ts'
import { handler } from '../../functions/customers/correct-super-admin.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { appoint } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { expectOneSuperAdmin } from '../administrators/one-super-admin.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { beforeCommit } from '../support/faults/before-commit.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const mistyped = async (next = arrange.somebody('intended'), signedIn = false) => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { signedIn })
  const { customerId, version } = customer
  const input = { customerId, firstName: 'Mali', lastName: '', email: next.email }
  return { as: admin, input, ifMatch: `"${version}"`, partner, customer, superAdmin, next }
}

/** The same on a customer whose domain is verified, where the super admin is a user. */
const mistypedUser = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true, signedIn: false })
  const { customerId, version } = customer
  const input = { customerId, firstName: 'Mali', lastName: '', email: arrange.somebody('intended').email }
  return { as: admin, input, ifMatch: `"${version}"`, customer }
}

describeOperation(correctSuperAdmin, handler, {
  done: {
    title: 'R13 puts the intended person in place of the mistyped one, in listing, memberships and mail',
    arrange: () => mistyped(),
    then: async (answer, { as, input, partner, customer, superAdmin, next }, table) => {
      const { customerId, domain, organizationName, version } = customer
      const { customerId: _id, ...corrected } = input
      expect(answer).toMatchObject({ customerId, superAdmin: corrected, version: version + 1 })
      const items = await table.items()
      const role = ({ email }: arrange.Somebody) => items.find(({ pk }) => pk === `MEMBER#${email}`)
      expect(role(superAdmin)).toBeUndefined()
      expect(role(next)).toMatchObject({ customerId, role: 'super-admin' })
      const counts = [superAdmin, next].map(({ email }) =>
        items.find(({ pk }) => pk === `ROLE-COUNT#${email}`),
      )
      expect(counts).toMatchObject([{ roles: 0 }, { roles: 1 }])
      const row = items.find(({ sk }) => sk === `ROW#${customerId}`)
      expect(row).toMatchObject({ summary: { superAdmin: corrected } })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'super-admin.corrected',
      ])
      expect(items.find(({ action }) => action === 'super-admin.corrected')).toMatchObject({
        details: { from: await arrange.personIdOf(superAdmin), to: await arrange.personIdOf(next) },
      })
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, next.email)).toMatchObject([{ mail: 'customer-added', words }])
      expect(await mailsTo(table, superAdmin.email)).toEqual([])

      const correct = (change: object, ifMatch: number) =>
        call(correctSuperAdmin, handler, as, { ...input, ...change }, { ifMatch: `"${ifMatch}"` })
      expect(await correct({ firstName: 'มะลิ' }, version + 1)).toMatchObject({
        status: 200,
        headers: { etag: `"${version + 2}"` },
        body: { superAdmin: { ...corrected, firstName: 'มะลิ' } },
      })
      expect(await mailsTo(table, next.email)).toHaveLength(1)
      const details = (await table.items()).find(
        ({ pk, email }) => pk.startsWith('PERSONAL#') && email === next.email,
      )
      expect(details).toMatchObject({ firstName: 'มะลิ' })

      expect(await call(getPartnerAccess, read, superAdmin, { customerId })).toMatchObject({ status: 404 })
      expect(await call(getPartnerAccess, read, next, { customerId })).toMatchObject({ status: 200 })
      expect(await correct({ firstName: 'Mali' }, version + 2)).toMatchObject({
        status: 409,
        body: { type: '/problems/super-admin-signed-in' },
      })
    },
  },
  otherwise: [
    mistypedUser,
    async () => {
      const asking = await mistyped()
      await arrange.setOrganizationRole(asking.next, asking.customer, 'org-admin')
      return asking
    },
    async () => {
      const asking = await mistyped()
      return { ...asking, input: { ...asking.input, email: asking.superAdmin.email } }
    },
  ],
  also: (table) => {
    it('R13 R56 keeps the first user of a verified customer true: its address, names and claims follow', async () => {
      const { as, input, customer } = await mistypedUser()
      const { customerId, superAdmin: former } = customer
      const correct = (change: object) =>
        call(correctSuperAdmin, handler, as, { ...input, ...change }, { ifMatch: '*' })
      expect(await correct({})).toMatchObject({ status: 200 })
      expectOneSuperAdmin(await table.items(), customerId)
      const { userId, version } = await arrange.userOf(customerId, input)
      expect(version).toBe(2)
      expect(await correct({ firstName: 'มะลิ' })).toMatchObject({ status: 200 })
      const items = await table.items()
      expectOneSuperAdmin(items, customerId)
      const held = items.filter(({ pk }) => pk === `ADDRESSES#${customerId}`)
      expect(held).toMatchObject([{ address: input.email, state: 'held', as: 'email', userId }])
      expect(await correct({ email: former.email })).toMatchObject({ status: 200 })
    })

    it('R13 makes no user super admin whose address another user, an alias or a group takes meanwhile', async () => {
      const { as, input, customer } = await mistypedUser()
      await arrange.bind(as)
      const corrected = await beforeCommit(
        table,
        () => recordGuards(() => call(correctSuperAdmin, handler, as, input, { ifMatch: '*' })),
        () => arrange.user(customer, { email: input.email }),
      )
      expect(corrected).toMatchObject({ status: 409, body: { type: '/problems/address-taken' } })
    })

    const whileHeld = async (
      asking: Awaited<ReturnType<typeof mistyped>>,
      meanwhile: () => Promise<void>,
    ) => {
      const { as, input, ifMatch } = asking
      await arrange.bind(as)
      const correct = () => recordGuards(() => call(correctSuperAdmin, handler, as, input, { ifMatch }))
      return beforeCommit(table, correct, meanwhile)
    }
    it('R13 corrects nobody who signs in while the correction is on its way', async () => {
      const asking = await mistyped()
      expect(await whileHeld(asking, () => arrange.bind(asking.superAdmin))).toMatchObject({
        status: 409,
        body: { type: '/problems/super-admin-signed-in' },
      })
    })
    it('R17 names nobody who joins the partner while the correction is on its way', async () => {
      const asking = await mistyped()
      await arrange.bind(asking.next)
      const join = () =>
        arrange.setPerson(asking.next, (person) =>
          joinPartner(person, membershipOf(asking.partner), undefined),
        )
      expect(await whileHeld(asking, join)).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-member-is-organization-admin' },
      })
    })
  },
  refuses: {
    'super-admin-not-correctable': async () => {
      const asking = await mistyped()
      const { customer } = asking
      const event = { action: 'customer.arranged' } as const
      await arrange.commit(customerRecord.replace(customer, appoint(customer, customer.superAdmin), event))
      return { ...asking, ifMatch: '*' }
    },
    'address-taken': async () => {
      const asking = await mistypedUser()
      const { email } = await arrange.user(asking.customer)
      return { ...asking, input: { ...asking.input, email } }
    },
    'daily-number-reached': async () => {
      const asking = await mistyped()
      await arrange.countedToday('corrections', asking.customer.customerId, MOST_A_DAY.corrections)
      return asking
    },
    'super-admin-signed-in': () => mistyped(arrange.somebody('intended'), true),
    'partner-member-is-organization-admin': async () => {
      const { as, input, ifMatch } = await mistyped()
      return { as, input: { ...input, email: as.email }, ifMatch }
    },
  },
})
