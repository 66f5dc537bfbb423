import { expect, it } from 'vitest'
import { handler as change } from '../../functions/administrators/change-super-admin.ts'
import { handler as changeRole } from '../../functions/administrators/change-user-role.ts'
import { handler } from '../../functions/administrators/recover-super-admin.ts'
import { handler as correct } from '../../functions/customers/correct-super-admin.ts'
import { world } from '../../functions/outside/world.ts'
import { changeSuperAdmin, changeUserRole, recoverSuperAdmin } from '../../shared/administrators/contract.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { GroupId } from '../../shared/kernel/id.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { membershipOf } from '../../shared/partners/partner.ts'
import { administratorsChanged } from '../../shared/people/changes.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { administratorRecord } from '../../shared/people/records.ts'
import { addressTakenBy } from '../../shared/users/changes.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { beforeCommit } from '../support/faults/before-commit.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { auditActions, effects, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { expectOneSuperAdmin } from './one-super-admin.ts'
import { askedBefore, askRecovery, recovering, recoveryLines, type Recovering } from './recovering.ts'

const chainOf = ({ customerId }: Recovering) => `RECOVERY#${customerId}`

const stateOf = async (as: arrange.Somebody, asking: Recovering, change: object = {}) => {
  const { status, body } = await askRecovery(as, asking, change)
  return body['state'] ?? `${status} ${String(body['type'])}`
}

const askedWhereFull = async () => {
  const asking = await askedBefore()
  const { customerId } = asking
  const names = Array.from({ length: MOST_ADMINISTRATORS - 1 }, () => arrange.somebody('org-admin'))
  await arrange.commit(...names.map(({ email }) => administratorRecord.put({ customerId, email })))
  return asking
}

const requestOf = async (more: Parameters<typeof arrange.user>[1]) => {
  const asked = await recovering()
  const user = await arrange.user(asked.customer, more)
  const asking = { ...asked, user, input: { ...asked.input, email: user.email } }
  expect(await stateOf(asking.as, asking)).toBe('pending')
  return { ...asking, first: asking.as, as: asking.second }
}

const askedOfDeleted = async () => {
  const asking = await requestOf({ role: 'member' })
  await arrange.deleteUser(asking.user)
  return asking
}

describeOperation(recoverSuperAdmin, handler, {
  done: {
    title: 'R64 R13 changes nothing at the first request, and mails both persons, the partner and support',
    arrange: () => recovering(),
    then: async (answer, asking, table) => {
      expect(answer).toEqual({ state: 'pending' })
      const { customer, superAdmin, named, partner, as } = asking
      expectOneSuperAdmin(await table.items(), customer.customerId)
      const { domain, organizationName } = customer
      const words = { domain, organizationName, former: superAdmin.email, successor: named.email }
      for (const { email } of [superAdmin, named])
        expect(await mailsTo(table, email)).toMatchObject([{ mail: 'super-admin-recovery-asked', words }])
      expect(await mailsToPartner(table, partner)).toMatchObject([
        { mail: 'super-admin-recovery-asked', words },
      ])
      expect(await effects(table)).toContainEqual(
        expect.objectContaining({
          kind: 'tell-support',
          mail: 'team-super-admin-recovery-asked',
          by: as.email,
        }),
      )
      expect(await auditActions(table, chainOf(asking))).toEqual(['recovery.asked'])
    },
  },
  otherwise: [askedBefore, () => requestOf({ role: 'member' }), askedWhereFull, askedOfDeleted],
  also: (table) => {
    /** Asks, and lets something happen before what is asked reaches the table. */
    const whileCommitting = async (
      as: arrange.Somebody,
      asking: Recovering,
      meanwhile: () => Promise<unknown>,
    ) => {
      await arrange.bind(as)
      return beforeCommit(table, () => stateOf(as, asking), meanwhile)
    }

    it('R53 R64 is in the log of the organisation from the first request on, with whom it names; its chain has nothing personal', async () => {
      const asking = await askedBefore()
      const { customerId, named, input, first, as } = asking
      expect(await stateOf(first, asking, { firstName: 'Somsak' })).toBe('pending')
      expect(await stateOf(as, asking, { firstName: 'Somsak' })).toBe('done')
      const items = await table.items()
      const { firstName, lastName } = input
      const shown = { successor: named.email, firstName, lastName, lapsesAt: expect.any(String) }
      const renamed = { ...shown, firstName: 'Somsak' }
      const lines = recoveryLines(items, customerId)
      expect(lines).toMatchObject([
        { action: 'recovery.asked', outcome: 'allowed', actor: { role: 'support' } },
        { action: 'recovery.asked' },
        { action: 'recovery.done', actor: { role: 'support' } },
      ])
      expect(lines.map(({ before, after }) => ({ before, after }))).toEqual([
        { before: undefined, after: { ...shown, state: 'open' } },
        { before: { ...shown, state: 'open' }, after: { ...renamed, state: 'open' } },
        { before: { ...renamed, state: 'open' }, after: { ...renamed, state: 'confirmed' } },
      ])
      const chain = items.filter(({ pk }) => pk === `AUDIT#${chainOf(asking)}`)
      expect(chain).toHaveLength(3)
      const successor = await arrange.personIdOf(named)
      for (const { details } of chain) expect(details).toEqual({ successor })
      expect(JSON.stringify(chain)).not.toMatch(new RegExp(`${named.email}|Somchai|Somsak|Jaidee`))
    })

    it('R64 R56 takes effect when a second member asks the same: a new user from outside the domain, with a licence where none is left', async () => {
      const asking = await askedBefore()
      const { as, first, customer, customerId, superAdmin, named, input } = asking
      for (let licence = 1; licence < 10; licence += 1) await arrange.user(customer)
      expect(await stateOf(first, asking)).toBe('pending')
      expect(await stateOf(as, asking)).toBe('done')
      const items = await table.items()
      expectOneSuperAdmin(items, customerId)
      const { firstName, lastName } = input
      const [stored] = items.filter(({ pk }) => pk === `CUSTOMER#${customerId}`)
      expect(stored).toMatchObject({
        superAdmin: { firstName, lastName, email: named.email },
        appointments: 1,
      })
      expect(await arrange.userOf(customerId, superAdmin)).toMatchObject({ role: 'org-admin' })
      expect(items.find(({ pk }) => pk === `SEATS#${customerId}`)).toMatchObject({ active: 11 })
      expect(await auditActions(table, chainOf(asking))).toEqual(['recovery.asked', 'recovery.done'])
      for (const { email } of [superAdmin, named])
        expect((await mailsTo(table, email)).map(({ mail }) => mail).toSorted()).toEqual([
          'super-admin-changed',
          'super-admin-recovery-asked',
        ])
      expect(await stateOf(first, asking)).toBe('409 /problems/already-super-admin')
    })

    it.each([
      ['a member', { role: 'member' }, 2],
      ['a suspended member', { role: 'member', status: 'suspended' }, 2],
      ['a suspended org admin', { role: 'org-admin', status: 'suspended' }, 2],
    ] as const)(
      'R64 R56 makes %s the super admin, active, with the names of the directory',
      async (_who, more, active) => {
        const asking = await requestOf({ ...more, firstName: 'Malee', lastName: 'Srisuk' })
        expect(await stateOf(asking.as, asking)).toBe('done')
        const items = await table.items()
        expectOneSuperAdmin(items, asking.customerId)
        expect(await arrange.storedUser(asking.user)).toMatchObject({
          firstName: 'Malee',
          status: 'active',
          version: 2,
        })
        expect(items.find(({ pk }) => pk === `SEATS#${asking.customerId}`)).toMatchObject({ active })
      },
    )

    it('R64 makes an org admin the super admin, also where there are as many administrators as there can be', async () => {
      const asked = await recovering()
      const { user } = await arrange.orgAdminUser(asked.customer)
      const { customerId } = asked
      const names = Array.from({ length: MOST_ADMINISTRATORS - 2 }, () => arrange.somebody('org-admin'))
      await arrange.commit(...names.map(({ email }) => administratorRecord.put({ customerId, email })))
      const asking = { ...asked, input: { ...asked.input, email: user.email } }
      expect([await stateOf(asked.as, asking), await stateOf(asked.second, asking)]).toEqual([
        'pending',
        'done',
      ])
      expect(await arrange.storedUser(user)).toMatchObject({ role: 'super-admin' })
    })

    it.each([
      ['who is no user', undefined],
      ['who is a suspended org admin', { role: 'org-admin', status: 'suspended' }],
    ] as const)(
      'R13 R64 is not kept from naming a person %s by a super admin who promotes as many as there can be: the former one becomes a member',
      async (_who, more) => {
        const asking = await (more ? requestOf(more) : askedBefore())
        const { as, customer, customerId, superAdmin, input } = asking
        await arrange.setLicences(customerId, 2 * MOST_ADMINISTRATORS)
        for (let count = 1; count < MOST_ADMINISTRATORS; count += 1) await arrange.orgAdminUser(customer)
        const before = (await table.items()).find(({ pk }) => pk === `ADMINISTRATOR-CHANGES#${customerId}`)
        expect(await stateOf(as, asking)).toBe('done')
        const items = await table.items()
        expectOneSuperAdmin(items, customerId)
        expect(await arrange.userOf(customerId, input)).toMatchObject({ role: 'super-admin' })
        expect(await arrange.userOf(customerId, superAdmin)).toMatchObject({
          role: 'member',
          status: 'active',
        })
        const listed = items.filter(({ pk }) => pk === `ADMINISTRATORS#${customerId}`)
        expect(listed).toHaveLength(MOST_ADMINISTRATORS)
        const changes = items.find(({ pk }) => pk === `ADMINISTRATOR-CHANGES#${customerId}`)
        expect(changes?.['changes']).toBe(Number(before?.['changes'] ?? 0) + 1)
        expect(items.find(({ pk }) => pk === `ROLE-COUNT#${superAdmin.email}`)).toMatchObject({ roles: 0 })
        const late = { customerId, userId: (await arrange.userOf(customerId, input)).userId }
        expect(await call(changeSuperAdmin, change, superAdmin, late, { ifMatch: '*' })).toMatchObject({
          status: 404,
        })
      },
    )

    it.each([
      ['for the first time', []],
      ['once more', [administratorsChanged]],
    ] as const)(
      'R13 R64 decides again where the super admin promotes to the last place meanwhile, %s: never more administrators than there can be',
      async (_how, changed) => {
        const asking = await askedBefore()
        const { as, customer, customerId, superAdmin } = asking
        const { userId } = await arrange.user(customer)
        const names = Array.from({ length: MOST_ADMINISTRATORS - 2 }, () => arrange.somebody('org-admin'))
        const present = names.map(({ email }) => administratorRecord.put({ customerId, email }))
        await arrange.commit(...present, ...changed.map((change) => change(customer)))
        const promoting = { customerId, userId, role: 'org-admin' }
        const late = await whileCommitting(as, asking, async () => {
          const promoted = await call(changeUserRole, changeRole, superAdmin, promoting, { ifMatch: '*' })
          expect(promoted).toMatchObject({ status: 200 })
        })
        expect(late).toBe('done')
        expect(await arrange.userOf(customerId, superAdmin)).toMatchObject({ role: 'member' })
        const listed = (await table.items()).filter(({ pk }) => pk === `ADMINISTRATORS#${customerId}`)
        expect(listed).toHaveLength(MOST_ADMINISTRATORS)
      },
    )

    it('R13 R64 decides again where the super admin hands over before the first request is stored: it is about the new one', async () => {
      const asking = await recovering()
      const { as, second, customer, customerId, superAdmin } = asking
      const { user, who } = await arrange.orgAdminUser(customer)
      const late = await whileCommitting(as, asking, async () => {
        const handing = { customerId, userId: user.userId }
        const handedOver = await call(changeSuperAdmin, change, superAdmin, handing, { ifMatch: '*' })
        expect(handedOver).toMatchObject({ status: 200 })
      })
      expect(late).toBe('pending')
      const mails = await mailsTo(table, who.email)
      const asked = mails.filter(({ mail }) => mail === 'super-admin-recovery-asked')
      expect(asked).toMatchObject([{ words: { former: who.email } }])
      expect(await stateOf(second, asking)).toBe('done')
    })

    it('R64 another name or address starts anew, and a request lapses after 7 days', async () => {
      const asking = await askedBefore()
      const { as, first } = asking
      const other = { firstName: 'Somsak' }
      expect(await stateOf(as, asking, other)).toBe('pending')
      expect(await stateOf(first, asking)).toBe('pending')
      expect(await stateOf(as, asking, { email: arrange.somebody('other').email })).toBe('pending')
      expect(await stateOf(first, asking)).toBe('pending')
      await arrange.advanceClock('P7D')
      expect(await stateOf(as, asking)).toBe('pending')
      expect(await stateOf(first, asking)).toBe('done')
    })

    it('R64 who was alone in support when asking confirms after 72 hours, not before', () =>
      inMemory(async () => {
        const asking = await recovering()
        for (const who of [asking.as, asking.second])
          await arrange.setPerson(who, (person) => ({ ...person, staffRoles: [] }))
        const only = arrange.firstStaffMember()
        expect(await stateOf(only, asking)).toBe('pending')
        await arrange.advanceClock('PT71H59M')
        expect(await stateOf(only, asking)).toBe('pending')
        await arrange.advanceClock('PT1M')
        expect(await stateOf(only, asking)).toBe('done')
      }))

    /** Asks while one of its reads by key waits; the first is that for the gates. */
    const whileReading = async (
      nth: number,
      { as, ...asking }: Pick<Recovering, 'as' | 'input'>,
      meanwhile: () => Promise<unknown>,
    ) => {
      await arrange.bind(as)
      let held = table.proxy.holdNext('BatchGetItem')
      const asked = askRecovery(as, asking)
      await held.arrived
      for (let read = 1; read < nth; read += 1) {
        const next = table.proxy.holdNext('BatchGetItem')
        held.release()
        await next.arrived
        held = next
      }
      await withoutRecording(meanwhile)
      held.release()
      return asked
    }

    it('R64 decides again where the named user is deleted meanwhile: they are a new user', async () => {
      const asking = await requestOf({ role: 'member' })
      const { customerId, user } = asking
      const done = await whileReading(2, asking, () => arrange.deleteUser(user))
      expect(done).toMatchObject({ status: 200, body: { state: 'done' } })
      expectOneSuperAdmin(await table.items(), customerId)
      const named = await arrange.userOf(customerId, user)
      expect(named).toMatchObject({ role: 'super-admin', version: 1 })
      expect(named.userId).not.toBe(user.userId)
    })

    it('R64 asks for it anew where the super admin hands over and is deleted meanwhile', async () => {
      const asking = await askedBefore()
      const { customer, customerId, superAdmin } = asking
      const { user, who } = await arrange.orgAdminUser(customer)
      const former = await arrange.userOf(customerId, superAdmin)
      const late = await whileReading(3, asking, async () => {
        const handing = { customerId, userId: user.userId }
        const handedOver = await call(changeSuperAdmin, change, superAdmin, handing, { ifMatch: '*' })
        expect(handedOver).toMatchObject({ status: 200 })
        await arrange.deleteUser(former)
      })
      expect(late).toMatchObject({ status: 503 })
      expect(await arrange.userOf(customerId, who)).toMatchObject({ role: 'super-admin' })
      expect(await stateOf(asking.as, asking)).toBe('pending')
    })

    it('R64 R13 a request to replace a super admin who has handed over since starts anew, also once the former is back', async () => {
      const asking = await askedBefore()
      const { as, first, customer, customerId, superAdmin } = asking
      const { user, who } = await arrange.orgAdminUser(customer)
      const handOver = (by: arrange.Somebody, userId: string) =>
        call(changeSuperAdmin, change, by, { customerId, userId }, { ifMatch: '*' })
      const former = await arrange.userOf(customerId, superAdmin)
      expect(await handOver(superAdmin, user.userId)).toMatchObject({ status: 200 })
      expect(await handOver(who, former.userId)).toMatchObject({ status: 200 })
      expect(await stateOf(as, asking)).toBe('pending')
      expect(await mailsTo(table, superAdmin.email)).toHaveLength(4)
      expect(await stateOf(first, asking)).toBe('done')
    })

    it('R64 R13 a request to replace a super admin whom the partner has corrected since starts anew', async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true, signedIn: false })
      const { customerId } = customer
      const [first, as] = [await arrange.staff('support'), await arrange.staff('support')]
      const named = {
        customerId,
        firstName: 'Somchai',
        lastName: 'Jaidee',
        email: arrange.somebody('named').email,
      }
      const corrected = {
        customerId,
        firstName: 'Mali',
        lastName: '',
        email: arrange.somebody('corrected').email,
      }
      const ask = async (who: arrange.Somebody) => (await askRecovery(who, { input: named })).body['state']
      const correcting = () => call(correctSuperAdmin, correct, admin, corrected, { ifMatch: '*' })
      expect(await ask(first)).toBe('pending')
      expect(await correcting()).toMatchObject({ status: 200 })
      expect([await ask(as), await ask(first)]).toEqual(['pending', 'done'])
      expect(await correcting()).toMatchObject({
        status: 409,
        body: { type: '/problems/super-admin-not-correctable' },
      })
    })

    it('R64 recovers an organisation without a partner', async () => {
      const { customer } = await arrange.unmappedCustomer()
      const { customerId } = customer
      const [first, as] = [await arrange.staff('support'), await arrange.staff('support')]
      const input = { customerId, firstName: 'Somchai', lastName: '', email: arrange.somebody('named').email }
      const ask = async (who: arrange.Somebody) => (await askRecovery(who, { input })).body['state']
      expect([await ask(first), await ask(as)]).toEqual(['pending', 'done'])
      expectOneSuperAdmin(await table.items(), customerId)
    })

    it.each(['alias', 'group'] as const)(
      'R55 names nobody by the address of a holder that is an %s',
      async (as) => {
        const asking = await recovering()
        const { customerId, input, customer } = asking
        const user = await arrange.user(customer)
        const holder =
          as === 'alias'
            ? ({ as, userId: user.userId } as const)
            : ({ as, groupId: GroupId.parse(`grp_${world.ulid(world.realMs())}`) } as const)
        await arrange.commit(addressTakenBy({ customerId, address: input.email }, holder, undefined))
        expect(await stateOf(asking.as, asking)).toBe('409 /problems/address-taken')
      },
    )

    it.each(['a stranger', 'a person whom the programme knows'])(
      'R17 names nobody who joins any partner before it is done: %s',
      async (who) => {
        const asking = await askedBefore()
        const { as, named } = asking
        if (who !== 'a stranger') await arrange.setPerson(named, (person) => person)
        await arrange.bind(named)
        const { partner } = await arrange.partner()
        const late = await whileCommitting(as, asking, () =>
          arrange.setPerson(named, (person) => joinPartner(person, membershipOf(partner), undefined)),
        )
        expect(late).toBe('409 /problems/partner-member-is-organization-admin')
      },
    )

    it('R17 names nobody who has joined any partner since the request', async () => {
      const asking = await askedBefore()
      const { partner } = await arrange.partner()
      const membership = { partnerId: partner.partnerId, status: 'active', workplace: true } as const
      await arrange.setPerson(asking.named, (person) => ({ ...person, partner: membership }))
      expect(await stateOf(asking.as, asking)).toBe('409 /problems/partner-member-is-organization-admin')
    })
  },
  refuses: {
    'domain-not-verified': async () => {
      const asking = await recovering()
      await arrange.unverify(asking.customerId)
      return asking
    },
    'own-roles-unchangeable': async () => {
      const asking = await recovering()
      return { ...asking, input: { ...asking.input, email: asking.as.email } }
    },
    'already-super-admin': async () => {
      const asking = await recovering()
      return { ...asking, input: { ...asking.input, email: asking.superAdmin.email } }
    },
    'address-taken': async () => {
      const asking = await recovering()
      const alias = asking.named.email
      await arrange.user(asking.customer, { aliases: [alias] })
      return asking
    },
    'partner-member-is-organization-admin': async () => recovering((await arrange.partner()).admin),
    'daily-number-reached': async () => {
      const asking = await recovering()
      await arrange.noon()
      await arrange.countedToday('mails-to-recipient', await arrange.personIdOf(asking.named), 10)
      return asking
    },
  },
})
