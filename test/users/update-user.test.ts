import { expect, it } from 'vitest'
import { handler as getUserHandler } from '../../functions/users/get-user.ts'
import { handler } from '../../functions/users/update-user.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { MailPolicyId, UserId } from '../../shared/kernel/id.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { administratorsChanged } from '../../shared/people/changes.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { administratorRecord } from '../../shared/people/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { getUser, updateUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'
import { beforeCommit } from '../support/faults/before-commit.ts'

interface Asking {
  readonly as: arrange.Somebody
  readonly input: Readonly<Record<string, unknown>>
  readonly ifMatch: string
}

const asked = async () => {
  const { admin, customer, superAdmin, partner } = await arrange.managed()
  const { customerId } = customer
  const alias = EmailAddress.parse(`malee.srisuk@${customer.domain}`)
  const user = await arrange.user(customer, { aliases: [alias] })
  const mailPolicyId = await arrange.policyOfUsers(customer)
  const input = {
    customerId,
    userId: user.userId,
    firstName: 'มาลี',
    lastName: '',
    email: alias,
    mailPolicyId,
    status: 'suspended',
  } as const
  return { as: admin, input, ifMatch: `"${user.version}"`, customer, superAdmin, partner, user, alias }
}

/** An org admin of a customer, to be changed by the super admin. */
const administrator = async () => {
  const { customer, superAdmin, ...rest } = await asked()
  const { user, who } = await arrange.orgAdminUser(customer)
  const { customerId } = customer
  const input = { customerId, userId: user.userId, status: 'suspended' } as const
  return { ...rest, as: superAdmin, input, ifMatch: `"${user.version}"`, customer, user, who }
}

/** The same, suspended; the role at the gate has ended. */
const suspendedAdministrator = async () => {
  const { as, customer, partner, who, input } = await administrator()
  const user = await arrange.suspendAdministrator(customer, who, input)
  const ifMatch = `"${user.version}"`
  return { as, input: { ...input, status: 'active' as const }, ifMatch, customer, partner, user, who }
}

const suspendedUser = async () => {
  const { customer, as, superAdmin } = await asked()
  const user = await arrange.user(customer, { status: 'suspended' })
  const input = { customerId: customer.customerId, userId: user.userId, status: 'active' } as const
  return { as, input, ifMatch: `"${user.version}"`, customer, user, superAdmin }
}

const beyondPlan = async () => {
  const { user: before, ...rest } = await asked()
  const user = await arrange.beyondPlan(before)
  return { ...rest, user, ifMatch: `"${user.version}"` }
}

const seatsOf = (items: readonly StoredItem[], customerId: string) =>
  items.find(({ pk }) => pk === `SEATS#${customerId}`)?.['active']

describeOperation(updateUser, handler, {
  done: {
    title:
      'R51 R55 R56 R57 updates names, status, policy and main address as a merge patch; suspending frees the seat; the audit has no names',
    arrange: asked,
    then: async (answer, { as, input, user, customer, alias }, table) => {
      const { customerId, userId, status, ...members } = input
      expect(answer).toMatchObject({
        ...members,
        status,
        suspendedBy: 'administrator',
        aliases: [user.email],
        version: 2,
      })
      const items = await table.items()
      expect(seatsOf(items, customerId)).toBe(1)
      const of = (address: string) => items.find(({ sk }) => sk === `ADDRESS#${address}`)
      expect([of(alias), of(user.email)]).toMatchObject([
        { as: 'email', userId },
        { as: 'alias', userId },
      ])
      const lines = items.filter(
        ({ pk, subject }) => pk === `LOG#${customerId}` && subject === `USER#${userId}`,
      )
      expect(lines.at(-1)).toMatchObject({
        action: 'user.suspended',
        before: { firstName: 'Malee', status: 'active' },
        after: { firstName: 'มาลี', status: 'suspended' },
      })
      const chain = items.filter(({ pk }) => pk === `AUDIT#USER#${userId}`)
      expect(chain.at(-1)).toMatchObject({
        details: { changed: ['email', 'firstName', 'lastName', 'status', 'aliases', 'mailPolicyId'] },
      })
      expect(JSON.stringify(chain)).not.toMatch(/มาลี|malee/i)

      const patch = (more: object, ifMatch: number) =>
        call(updateUser, handler, as, { customerId, userId, ...more }, { ifMatch: `"${ifMatch}"` })
      const before = withoutBindings(await table.items())
      for (const same of [{}, members, { status }, { mailPolicyId: input.mailPolicyId }]) {
        const { status: code, headers, body } = await patch(same, 2)
        expect({ code, etag: headers['etag'], body }).toEqual({ code: 200, etag: '"2"', body: answer })
      }
      expect(withoutBindings(await table.items())).toEqual(before)
      const back = await patch({ status: 'active', mailPolicyId: null, email: user.email }, 2)
      expect(back).toMatchObject({ status: 200, body: { status: 'active', aliases: [alias], version: 3 } })
      expect(back.body).not.toHaveProperty('mailPolicyId')
      expect(seatsOf(await table.items(), customer.customerId)).toBe(2)
    },
  },
  using: [beyondPlan, administrator, suspendedAdministrator],
  also: (table) => {
    const provedBy = (does: string, by: () => Promise<Asking>) =>
      proveWrites(`${does} an administrator`, table, async () => {
        const { as, input, ifMatch } = await table.arranged(by)
        await arrange.bind(as)
        return () => call(updateUser, handler, as, input, { ifMatch })
      })
    provedBy('suspends', administrator)
    provedBy('reactivates', suspendedAdministrator)

    it('R56 suspending an administrator ends the role at the gate in the same commit, and reactivation restores it', async () => {
      const { as, input, ifMatch, who } = await table.arranged(administrator)
      const { customerId, userId } = input
      const get = async () => (await call(getUser, getUserHandler, who, { customerId, userId })).status
      expect(await get()).toBe(200)
      expect(await call(updateUser, handler, as, input, { ifMatch })).toMatchObject({ status: 200 })
      expect(await get()).toBe(404)
      const back = { ...input, status: 'active' }
      expect(await call(updateUser, handler, as, back, { ifMatch: '"2"' })).toMatchObject({ status: 200 })
      expect(await get()).toBe(200)
    })

    it('R56 reactivating needs a licence, of two at once the last one only for one', async () => {
      const { as, input, ifMatch, customer } = await table.arranged(async () => {
        const arranged = await suspendedUser()
        await arrange.user(arranged.customer, { status: 'suspended' })
        await arrange.setLicences(arranged.customer.customerId, 3)
        return arranged
      })
      const { customerId } = customer
      const other = await arrange.user(customer, { status: 'suspended' })
      const late = () => call(updateUser, handler, as, input, { ifMatch })
      const overtaken = await beforeCommit(table, late, async () => {
        const overtaking = { customerId, userId: other.userId, status: 'active' }
        expect(await call(updateUser, handler, as, overtaking, { ifMatch: '"1"' })).toMatchObject({
          status: 200,
        })
      })
      expect(overtaken).toMatchObject({ status: 409, body: { licences: 3, active: 3, asked: 1 } })
    })

    /** Reactivates a suspended administrator, and lets something happen before that reaches the table. */
    const whileReactivating = async (
      arranged: Awaited<ReturnType<typeof suspendedAdministrator>>,
      meanwhile: () => Promise<unknown>,
    ) => {
      const { as, input, ifMatch } = arranged
      await arrange.bind(as)
      const late = () => call(updateUser, handler, as, input, { ifMatch })
      const { status, body } = await beforeCommit(table, late, meanwhile)
      return { status, type: body['type'] }
    }

    it('R56 reactivates nobody beyond the licences that there are at the commit, as the organisation has fewer by then', async () => {
      const arranged = await table.arranged(suspendedAdministrator)
      const { customerId } = arranged.input
      const late = await whileReactivating(arranged, () => arrange.setLicences(customerId, 2))
      expect(late).toEqual({ status: 409, type: '/problems/licences-exhausted' })
    })

    it('R17 reactivates no administrator who joins the partner meanwhile', async () => {
      const arranged = await table.arranged(suspendedAdministrator)
      const { who, partner } = arranged
      await arrange.bind(who)
      const late = await whileReactivating(arranged, () =>
        arrange.setPerson(who, (person) => joinPartner(person, membershipOf(partner), undefined)),
      )
      expect(late).toEqual({ status: 409, type: '/problems/partner-member-is-organization-admin' })
    })

    it('R56 reactivates no administrator where another takes the last place meanwhile', async () => {
      const arranged = await table.arranged(suspendedAdministrator)
      const { customer } = arranged
      const { customerId } = customer
      await table.remove({ pk: `ADMINISTRATOR-CHANGES#${customerId}`, sk: 'COUNT' })
      const names = Array.from({ length: MOST_ADMINISTRATORS - 1 }, () => arrange.somebody('org-admin'))
      const [last, ...others] = names.map(({ email }) => administratorRecord.put({ customerId, email }))
      await arrange.commit(...others)
      const late = await whileReactivating(arranged, () =>
        arrange.commit(...(last ? [last] : []), administratorsChanged(customer)),
      )
      expect(late).toEqual({ status: 409, type: '/problems/administrators-exhausted' })
    })

    it('R56 who is suspended by the plan is not made active by asking', async () => {
      const { as, input, ifMatch, user } = await table.arranged(beyondPlan)
      const { customerId, userId } = input
      const ask = (more: object) =>
        call(updateUser, handler, as, { customerId, userId, ...more }, { ifMatch })
      expect(await ask({})).toMatchObject({
        body: { status: 'suspended', suspendedBy: 'plan', mailPolicyId: user.mailPolicyId },
      })
      expect(await ask({ status: 'active' })).toMatchObject({
        status: 409,
        body: { type: '/problems/licences-exhausted', licences: 2, active: 2, asked: 1 },
      })
      expect(await ask({ status: 'suspended' })).toMatchObject({ body: { suspendedBy: 'administrator' } })
    })

    it('R51 R52 a partner admin changes no recovery address, not by null, nor by the one that is there', async () => {
      const { as, input, ifMatch, superAdmin } = await table.arranged(asked)
      const { customerId, userId } = input
      const before = withoutBindings(await table.items()).filter(
        ({ pk }) => !pk.startsWith('LOG#') && !pk.startsWith('REFUSALS#'),
      )
      for (const recoveryEmail of ['malee@example.com', null])
        for (const id of [userId, `usr_${'0'.repeat(26)}`])
          expect(
            await call(updateUser, handler, as, { customerId, userId: id, recoveryEmail }, { ifMatch }),
          ).toMatchObject({
            status: 403,
            body: { type: '/problems/forbidden-to-partner-admin', operation: 'resetUserPassword' },
          })
      expect(
        withoutBindings(await table.items()).filter(
          ({ pk }) => !pk.startsWith('LOG#') && !pk.startsWith('REFUSALS#'),
        ),
      ).toEqual(before)
      const change = (recoveryEmail: string | null, version: number) =>
        call(
          updateUser,
          handler,
          superAdmin,
          { customerId, userId, recoveryEmail },
          { ifMatch: `"${version}"` },
        )
      expect(await change('malee@example.com', 1)).toMatchObject({
        body: { recoveryEmail: 'malee@example.com' },
      })
      expect((await change(null, 2)).body).not.toHaveProperty('recoveryEmail')
    })

    it.each([
      [{ role: 'org-admin' }, '/role'],
      [{ password: 'secret' }, '/password'],
      [{ picture: 'AAAA' }, '/picture'],
      [{ aliases: [] }, '/aliases'],
      [{ backup: null }, '/backup'],
      [{ version: 9 }, '/version'],
      [{ status: 'deleted' }, '/status'],
      [{ status: null }, '/status'],
      [{ email: null }, '/email'],
      [{ firstName: null }, '/firstName'],
      [{ firstName: '4111 1111 1111 1111' }, '/firstName'],
      [{ lastName: 'see www.example.com' }, '/lastName'],
      [{ recoveryEmail: 'nobody' }, '/recoveryEmail'],
    ])('R52 refuses %j, at its pointer', async (members, pointer) => {
      const { as, input, ifMatch } = await table.arranged(asked)
      const { customerId, userId } = input
      const called = await call(updateUser, handler, as, { customerId, userId, ...members }, { ifMatch })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer }] } })
    })

    it('R56 nobody suspends themselves, and the super admin stays active', async () => {
      const { superAdmin, customer, as } = await table.arranged(asked)
      const { customerId } = customer
      const { userId, version } = await arrange.superAdminUserOf(customerId)
      const { who } = await table.arranged(() => arrange.orgAdminUser(customer))
      for (const by of [superAdmin, as, who])
        expect(
          await call(
            updateUser,
            handler,
            by,
            { customerId, userId, status: 'suspended' },
            { ifMatch: `"${version}"` },
          ),
        ).toMatchObject({ status: 403, body: { type: '/problems/administrator-protected' } })
      const renamed = { customerId, userId, firstName: 'Mali' }
      expect(await call(updateUser, handler, superAdmin, renamed, { ifMatch: `"${version}"` })).toMatchObject(
        { status: 200, body: { firstName: 'Mali' } },
      )
    })
  },
  refuses: {
    'forbidden-to-partner-admin': async () => {
      const { as, input, ifMatch } = await asked()
      return { as, input: { ...input, recoveryEmail: null }, ifMatch }
    },
    'user-not-found': async () => {
      const { as, input, ifMatch } = await asked()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) }, ifMatch }
    },
    'administrator-protected': async () => {
      const { as: _as, who, input, ifMatch } = await administrator()
      return { as: who, input: { ...input, status: undefined, firstName: 'Mali' }, ifMatch }
    },
    'not-an-alias': async () => {
      const { as, input, ifMatch, customer } = await asked()
      const { email } = await arrange.user(customer)
      return { as, input: { ...input, email }, ifMatch }
    },
    'administrator-has-no-policy': async () => {
      const { as, input, ifMatch, customer } = await administrator()
      return { as, input: { ...input, mailPolicyId: await arrange.policyOfUsers(customer) }, ifMatch }
    },
    'mail-policy-not-found': async () => {
      const { as, input, ifMatch } = await asked()
      const mailPolicyId = MailPolicyId.parse(`pol_${'0'.repeat(26)}`)
      return { as, input: { ...input, mailPolicyId }, ifMatch }
    },
    'licences-exhausted': async () => {
      const { as, input, ifMatch, customer } = await suspendedUser()
      await arrange.setLicences(customer.customerId, 2)
      return { as, input, ifMatch }
    },
    'administrators-exhausted': async () => {
      const { as, input, ifMatch, customer } = await suspendedAdministrator()
      for (let count = 1; count < MOST_ADMINISTRATORS; count += 1)
        await arrange.setOrganizationRole(arrange.somebody('admin'), customer, 'org-admin')
      return { as, input, ifMatch }
    },
    'partner-member-is-organization-admin': async () => {
      const { as, input, ifMatch, customer, who } = await suspendedAdministrator()
      const membership = { partnerId: customer.partnerId, status: 'active', workplace: true } as const
      await arrange.setPerson(who, (person) => joinPartner(person, membership, undefined))
      return { as, input, ifMatch }
    },
  },
})
