import { expect, it } from 'vitest'
import { handler } from '../../functions/administrators/change-user-role.ts'
import { changeUserRole } from '../../shared/administrators/contract.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { MailPolicyId, UserId } from '../../shared/kernel/id.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { administratorRecord } from '../../shared/people/records.ts'
import { joinPartner } from '../../shared/people/person.ts'
import type { UserRole } from '../../shared/users/user.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { beforeCommit } from '../support/faults/before-commit.ts'
import { expectOneSuperAdmin } from './one-super-admin.ts'

const changing = async (role: UserRole, more: Parameters<typeof arrange.user>[1] = {}) => {
  const { customer, superAdmin, partner } = await arrange.managed()
  const user = await arrange.user(customer, more)
  const input = { customerId: customer.customerId, userId: user.userId, role }
  return { as: superAdmin, input, ifMatch: `"${user.version}"`, customer, partner, user }
}

const demoting = async (more: Parameters<typeof arrange.user>[1] = {}) => {
  const { customer, superAdmin } = await arrange.managed()
  const { user, who } = await arrange.orgAdminUser(customer, more)
  const input = { customerId: customer.customerId, userId: user.userId, role: 'member' as const }
  return { as: superAdmin, input, ifMatch: `"${user.version}"`, customer, user, who }
}

/** A promotion where there are so many further administrators already. */
const promotingBeside = async (others: number) => {
  const asking = await changing('org-admin')
  const { customerId } = asking.customer
  const names = Array.from({ length: others }, () => arrange.somebody('org-admin'))
  await arrange.commit(...names.map(({ email }) => administratorRecord.put({ customerId, email })))
  return asking
}

const ask = ({ as, input }: Pick<Awaited<ReturnType<typeof changing>>, 'as' | 'input'>) =>
  recordGuards(() => call(changeUserRole, handler, as, input, { ifMatch: '*' }))

const refusal = (status: number, code: string) => ({ status, body: { type: `/problems/${code}` } })

describeOperation(changeUserRole, handler, {
  done: {
    title:
      'R56 R57 makes a member an org admin, at the gate and in the directory; R52 without a mail policy and the recovery address that was given before',
    arrange: () =>
      changing('org-admin', {
        mailPolicyId: MailPolicyId.parse(`pol_${'0'.repeat(26)}`),
        recoveryEmail: EmailAddress.parse('given@partner.example'),
      }),
    then: async (answer, { input, user, customer, partner }, table) => {
      const { userId } = input
      expect(answer).toEqual({ userId, role: 'org-admin', version: user.version + 1 })
      const items = await table.items()
      expectOneSuperAdmin(items, customer.customerId)
      for (const given of ['mailPolicyId', 'recoveryEmail'])
        expect(await arrange.storedUser(user)).not.toHaveProperty(given)
      const counted = items.find(({ pk }) => pk === `ROLE-COUNT#${user.email}`)
      expect(counted).toMatchObject({ partnerId: partner.partnerId, roles: 1 })
      const line = items.find(({ pk, action }) => pk.startsWith('LOG#') && action === 'user.role-changed')
      expect(line).toMatchObject({ before: { role: 'member' }, after: { role: 'org-admin' } })
    },
  },
  otherwise: [demoting],
  also: (table) => {
    it('R56 ends the role at the gate with the demotion, and what is the same writes nothing', async () => {
      const { as, input, customer, who } = await demoting()
      expect(await ask({ as, input })).toMatchObject({ status: 200, body: { role: 'member', version: 2 } })
      const items = await table.items()
      expectOneSuperAdmin(items, customer.customerId)
      expect(items.find(({ pk }) => pk === `ROLE-COUNT#${who.email}`)).toMatchObject({ roles: 0 })
      expect(await ask({ as, input })).toMatchObject({ status: 200, body: { role: 'member', version: 2 } })
      expect(await table.items()).toEqual(items)
      expect(await ask({ as: who, input })).toMatchObject(refusal(404, 'customer-not-found'))
    })

    it('R56 demotes a suspended org admin, who has no role at the gate that would end', async () => {
      const { as, input, customer } = await changing('member', { role: 'org-admin', status: 'suspended' })
      expect(await ask({ as, input })).toMatchObject({ status: 200, body: { role: 'member' } })
      expectOneSuperAdmin(await table.items(), customer.customerId)
    })

    it('R56 neither makes a super admin nor changes the present one, whatever role is asked', async () => {
      const { as, input, customer } = await changing('super-admin')
      const { userId } = await arrange.superAdminUserOf(customer.customerId)
      for (const of of [
        input,
        ...(['super-admin', 'org-admin', 'member'] as const).map((role) => ({ ...input, userId, role })),
      ])
        expect(await ask({ as, input: of })).toMatchObject(refusal(409, 'hand-over-required'))
    })

    it('R54 is not for an org admin', async () => {
      const { input, customer } = await changing('org-admin')
      const { who } = await arrange.orgAdminUser(customer)
      expect(await ask({ as: who, input })).toMatchObject(refusal(403, 'role-required'))
    })

    it('R56 fills the last place, and of two promotions at once to it commits one', async () => {
      const asking = await promotingBeside(MOST_ADMINISTRATORS - 2)
      const other = await arrange.user(asking.customer)
      await arrange.bind(asking.as)
      const late = await beforeCommit(
        table,
        () => ask(asking),
        async () => {
          const first = await ask({ ...asking, input: { ...asking.input, userId: other.userId } })
          expect(first).toMatchObject({ status: 200 })
        },
      )
      expect(late).toMatchObject({ ...refusal(409, 'administrators-exhausted') })
    })

    const whilePromoting = async (
      meanwhile: (asking: Awaited<ReturnType<typeof changing>>) => Promise<unknown>,
    ) => {
      const asking = await changing('org-admin')
      await arrange.bind(asking.as)
      await arrange.bind({ email: asking.user.email, sub: `sub of ${asking.user.email}` })
      const promoted = await beforeCommit(
        table,
        () => ask(asking),
        () => meanwhile(asking),
      )
      return { asking, promoted }
    }

    it('R17 promotes nobody who joins the partner meanwhile', async () => {
      const { promoted } = await whilePromoting(({ user, partner }) =>
        arrange.setPerson({ email: user.email, sub: `sub of ${user.email}` }, (person) =>
          joinPartner(person, membershipOf(partner), undefined),
        ),
      )
      expect(promoted).toMatchObject(refusal(409, 'partner-member-is-organization-admin'))
    })

    it('R17 counts the role for the partner to which the organisation moves meanwhile', async () => {
      let to: string | undefined
      const { asking, promoted } = await whilePromoting(async ({ customer }) => {
        to = (await arrange.moveCustomer(customer.customerId)).partnerId
      })
      expect(promoted).toMatchObject({ status: 200 })
      const counts = (await table.items()).filter(({ pk }) => pk === `ROLE-COUNT#${asking.user.email}`)
      expect(counts).toMatchObject([{ partnerId: to, roles: 1 }])
    })
  },
  refuses: {
    'user-not-found': async () => {
      const asking = await changing('org-admin')
      return { ...asking, input: { ...asking.input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'hand-over-required': () => changing('super-admin'),
    'user-not-active': () => changing('org-admin', { status: 'suspended' }),
    'administrators-exhausted': () => promotingBeside(MOST_ADMINISTRATORS - 1),
    'partner-member-is-organization-admin': async () => {
      const { partner, customer, superAdmin } = await arrange.managed()
      const [email] = partner.admins
      const { customerId } = customer
      const { userId } = await arrange.user(customer, email ? { email } : {})
      return { as: superAdmin, input: { customerId, userId, role: 'org-admin' as const }, ifMatch: '*' }
    },
  },
})
