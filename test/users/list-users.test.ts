import { expect, it } from 'vitest'
import { handler } from '../../functions/users/list-users.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { world } from '../../functions/outside/world.ts'
import { addressTakenBy, addressReleased } from '../../shared/users/changes.ts'
import { listUsers } from '../../shared/users/contract.ts'
import { userRecord } from '../../shared/users/records.ts'
import { deleteUser, type PresentUser } from '../../shared/users/user.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { call, type Called } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import type { Stored } from '../../shared/table/record.ts'

const emailsIn = ({ body }: Pick<Called, 'body'>): string[] => {
  const { items } = listUsers.declaration.output.parse(body)
  return items.map(({ email }) => email)
}

const managed = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId, domain } = customer
  const at = (local: string) => EmailAddress.parse(`${local}@${domain}`)
  const user = (local: string, more: Partial<PresentUser> = {}) =>
    arrange.user(customer, { email: at(local), ...more })
  return { as: admin, input: { customerId }, customer, superAdmin, user, at }
}

const directory = async () => {
  const { user, at, customer, ...rest } = await managed()
  const live = await arrange.policyOfUsers(customer)
  const deleted = await arrange.policyOfUsers(customer, 'deleted')
  const users = [
    await user('malee', { mailPolicyId: live }),
    await user('somchai', {
      firstName: 'Somchái',
      aliases: [at('mali'), at('malin')],
      mailPolicyId: deleted,
    }),
    await user('kanda', { status: 'suspended', firstName: 'Kanda', lastName: '' }),
  ]
  return { ...rest, customer, user, at, users }
}

const byAddress = async () => {
  const { input, ...rest } = await directory()
  await arrange.setLicences(input.customerId, 2)
  return { ...rest, input: { ...input, address: 'ma' } }
}

const gone = async (user: Stored<PresentUser>) =>
  arrange.commit(userRecord.replace(user, deleteUser(user), { action: 'user.arranged' }))

describeOperation(listUsers, handler, {
  done: {
    title:
      'R51 R56 lists users, the newest first, with counts on the first page, and no policy that is deleted',
    arrange: directory,
    then: async (answer, { as, input, users, at, superAdmin }, table) => {
      expect(answer.items).toMatchObject([
        { email: at('kanda'), status: 'suspended', suspendedBy: 'administrator' },
        { email: at('somchai'), status: 'active', aliases: [at('mali'), at('malin')], version: 1 },
        { email: at('malee'), mailPolicyId: users[0]?.mailPolicyId },
        { email: superAdmin.email, role: 'super-admin' },
      ])
      expect(answer.items[1]).not.toHaveProperty('mailPolicyId')
      expect(answer.counts).toEqual({ active: 3, licences: 10, plan: 'free' })
      const pages: string[][] = []
      let cursor: unknown
      do {
        const called = await call(listUsers, handler, as, { ...input, limit: 1, cursor })
        expect('counts' in called.body).toBe(cursor === undefined)
        pages.push(emailsIn(called))
        cursor = called.body['nextCursor']
      } while (cursor)
      expect(pages.flat()).toEqual(answer.items.map(({ email }) => email))
      expect((await table.items()).filter(({ pk }) => pk === `LOG#${input.customerId}`)).not.toContainEqual(
        expect.objectContaining({ outcome: 'refused' }),
      )
    },
  },
  using: [byAddress],
  also: (table) => {
    it('R56 shows those suspended by the plan from either end, the super admin and the oldest active', async () => {
      const { as, input, at, superAdmin } = await table.arranged(async () => {
        const { user, ...rest } = await managed()
        for (const local of ['a', 'b', 'c', 'd', 'e'])
          await user(local, { status: local === 'b' ? 'suspended' : 'active' })
        return rest
      })
      const active = async (licences: number): Promise<[string[], unknown]> => {
        await arrange.setLicences(input.customerId, licences)
        const { body } = await call(listUsers, handler, as, input)
        const { items, counts } = listUsers.declaration.output.parse(body)
        for (const { status, suspendedBy, email } of items)
          expect(suspendedBy).toBe(
            status === 'active' ? undefined : email === at('b') ? 'administrator' : 'plan',
          )
        return [items.filter(({ status }) => status === 'active').map(({ email }) => email), counts?.active]
      }
      const all = [superAdmin.email, at('a'), at('c'), at('d'), at('e')]
      for (const licences of [1, 2, 3, 4, 5, 6])
        expect(await active(licences)).toEqual([all.slice(0, licences).reverse(), Math.min(licences, 5)])
    })

    it('R55 finds users by the beginning of an address or alias in any spelling, each once a page, and nobody by what is not theirs', async () => {
      const { as, input, at, superAdmin } = await table.arranged(async () => {
        const arranged = await directory()
        const { customer, at: address } = arranged
        const { customerId } = customer
        const [malee] = arranged.users
        if (!malee) throw new Error('Nobody was arranged')
        const holder = { as: 'alias', userId: malee.userId } as const
        const released = { customerId, address: address('mallika') }
        await arrange.commit(addressTakenBy(released, holder, undefined))
        const when = { isPartner: false, now: await arrange.now(), realMs: world.realMs() }
        await arrange.commit(addressReleased(released, holder, undefined, when))
        return arranged
      })
      const found = async (address: string, more: object = {}) =>
        emailsIn(await call(listUsers, handler, as, { ...input, address, ...more }))
      const domain = at('x').slice(2)
      for (const spelling of ['mal', 'MAL', ' Mal '])
        expect(await found(spelling)).toEqual([at('malee'), at('somchai')])
      expect(await found('malee@')).toEqual([at('malee')])
      expect(await found(`MALIN@${domain.toUpperCase()}.`)).toEqual([at('somchai')])
      expect(await found(superAdmin.email.slice(0, 8))).toEqual([superAdmin.email])
      expect(await found('mal', { name: 'SOMCHAI' })).toEqual([at('somchai')])
      for (const nobody of ['mallika', 'alee', '\uFF4Banda', 'm*', '%', '+', '@'])
        expect(await found(nobody)).toEqual([])
      const pages = async (limit: number) => {
        const first = await call(listUsers, handler, as, { ...input, address: 'mal', limit })
        const { nextCursor: cursor } = first.body
        return [first, await call(listUsers, handler, as, { ...input, address: 'mal', limit, cursor })].map(
          emailsIn,
        )
      }
      expect(await pages(1)).toEqual([[at('malee')], [at('somchai')]])
    })

    it('R12 finds users by a part of a name, folded, and goes on where a page ends', async () => {
      const { as, input, at } = await table.arranged(directory)
      const found = async (name: string, more: object = {}) =>
        call(listUsers, handler, as, { ...input, name, ...more })
      expect(emailsIn(await found('somCHAI sri'))).toEqual([at('somchai')])
      expect(emailsIn(await found('MALEE'))).toHaveLength(2)
      expect(emailsIn(await found('nobody'))).toEqual([])
      const first = await found('malee', { limit: 1 })
      expect(emailsIn(first)).toEqual([at('malee')])
      expect(emailsIn(await found('malee', { limit: 1, cursor: first.body['nextCursor'] }))).toHaveLength(1)
    })

    it('R56 shows nobody who is deleted, and reads on past them', async () => {
      const { as, input, at, superAdmin } = await table.arranged(async () => {
        const { user, ...rest } = await managed()
        await user('first')
        for (const local of ['a', 'b', 'c']) await gone(await user(local))
        return rest
      })
      const { status, body } = await call(listUsers, handler, as, { ...input, limit: 2 })
      expect({ status, emails: emailsIn({ body }) }).toEqual({
        status: 200,
        emails: [at('first'), superAdmin.email],
      })
      expect(emailsIn(await call(listUsers, handler, as, { ...input, address: 'a@' }))).toEqual([])
    })

    it('R51 R56 reads over any number of deleted users and released addresses in few queries, skipping and repeating nobody', async () => {
      const { as, input, licences, emails, aliases } = await table.arranged(async () => {
        const { user, at, customer, superAdmin, ...rest } = await managed()
        const { customerId } = customer
        const createdAt = await arrange.now()
        const tombstones = () =>
          arrange.commit(
            ...Array.from({ length: 30 }, () =>
              userRecord.create(
                {
                  customerId,
                  createdAt,
                  status: 'deleted',
                  userId: UserId.parse(`usr_${newUlid()}`),
                },
                { action: 'user.arranged' },
              ),
            ),
          )
        const emailsOfAll = [superAdmin.email]
        for (let batch = 0; batch < 3; batch += 1) await tombstones()
        for (const local of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
          const { email } = await user(local, { aliases: local < 'f' ? [] : [at(`zz${local}`)] })
          emailsOfAll.unshift(email)
        }
        const when = { isPartner: false, now: createdAt, realMs: world.realMs() }
        const holder = { as: 'alias', userId: UserId.parse(`usr_${newUlid()}`) } as const
        const released = Array.from({ length: 90 }, (_, place) => ({ customerId, address: at(`z.${place}`) }))
        await arrange.commit(...released.map((of) => addressTakenBy(of, holder, undefined)))
        await arrange.commit(...released.map((of) => addressReleased(of, holder, undefined, when)))
        for (let batch = 0; batch < 3; batch += 1) await tombstones()
        return {
          ...rest,
          licences: (count: number) => arrange.setLicences(customerId, count),
          emails: emailsOfAll,
          aliases: [at('f'), at('g')],
        }
      })
      const pagesOf = async (more: object) => {
        const pages: string[][] = []
        const reads: number[] = []
        let cursor: unknown
        do {
          const { result, cost } = await table.metered(() =>
            call(listUsers, handler, as, { ...input, ...more, cursor }),
          )
          pages.push(emailsIn(result))
          reads.push(cost.reads)
          cursor = result.body['nextCursor']
        } while (cursor)
        return { pages, reads }
      }
      const gates = 2
      const all = await pagesOf({ limit: 5 })
      expect(all.pages.flat()).toEqual(emails)
      expect(Math.max(...all.reads)).toBeLessThanOrEqual(gates + 4)
      const found = await pagesOf({ address: 'z', limit: 1 })
      expect(found.pages.flat()).toEqual(aliases)
      expect(Math.max(...found.reads)).toBeLessThanOrEqual(gates + 6)
      await licences(3)
      const { result, cost } = await table.metered(() =>
        call(listUsers, handler, as, { ...input, limit: 25 }),
      )
      const { items } = listUsers.declaration.output.parse(result.body)
      expect(items.flatMap(({ status, email }) => (status === 'active' ? email : []))).toEqual(
        emails.slice(-3),
      )
      expect(cost.reads).toBeLessThanOrEqual(gates + 3 + 4)
    })

    it('R60 a page that is read while the access is revoked is refused', async () => {
      const { as, input } = await table.arranged(directory)
      const heldQuery = table.proxy.holdNext('Query')
      const late = call(listUsers, handler, as, input)
      await heldQuery.arrived
      await arrange.revokeAccess(input.customerId)
      heldQuery.release()
      expect(await late).toMatchObject({ status: 403, body: { type: '/problems/access-revoked' } })
    })

    it('a cursor of another organisation or query is refused', async () => {
      const { as, input, superAdmin } = await table.arranged(directory)
      const { nextCursor: cursor } = (await call(listUsers, handler, as, { ...input, limit: 1 })).body
      const other = await table.arranged(directory)
      for (const [who, asked] of [
        [as, { ...input, name: 'malee' }],
        [superAdmin, input],
        [other.as, other.input],
      ] as const)
        expect(await call(listUsers, handler, who, { ...asked, limit: 1, cursor })).toMatchObject({
          status: 400,
          body: { type: '/problems/cursor-invalid' },
        })
    })

    it('costs a page at any number of users', async () => {
      const cost = async (count: number) => {
        const { as, input } = await table.arranged(async () => {
          const { user, ...rest } = await managed()
          await arrange.setLicences(rest.input.customerId, 1_000)
          for (let place = 0; place < count; place += 1) await user(`user.${String(place).padStart(3, '0')}`)
          return rest
        })
        const of = async (more: object) =>
          (await table.metered(() => call(listUsers, handler, as, { ...input, limit: 5, ...more }))).cost
        return [await of({}), await of({ address: 'user.00' })]
      }
      expect(await cost(10)).toEqual(await cost(60))
    })
  },
  refuses: {},
})
