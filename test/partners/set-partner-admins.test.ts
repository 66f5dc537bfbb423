import { expect, it } from 'vitest'
import { handler as read } from '../../functions/partners/get-partner.ts'
import { handler as getOwn } from '../../functions/partners/get-own-partner.ts'
import { handler } from '../../functions/partners/set-partner-admins.ts'
import { handler as appoint } from '../../functions/people/set-staff-roles.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { StaffRole } from '../../shared/kernel/caller.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { getOwnPartner, getPartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import { setStaffRoles } from '../../shared/people/contract.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

const emailsOf = (people: readonly arrange.Somebody[]) => people.map(({ email }) => email)

const changing = async (...joining: arrange.Somebody[]) => {
  const [staying, leaving] = [arrange.somebody('staying'), arrange.somebody('leaving')]
  const { partner } = await arrange.partner({ admins: [staying, leaving] })
  const input = { partnerId: partner.partnerId, admins: emailsOf([staying, ...joining]) }
  return { as: await arrange.staff('support'), input, ifMatch: '"1"', partner, staying, leaving, joining }
}

type Changing = Awaited<ReturnType<typeof changing>>

const set = (
  as: arrange.Somebody,
  { input }: Pick<Changing, 'input'>,
  version: number,
  admins = input.admins,
) => call(setPartnerAdmins, handler, as, { ...input, admins }, { ifMatch: `"${version}"` })

/** A change that one member of support has asked for; another one asks. */
const requestedBefore = async (...joining: arrange.Somebody[]) => {
  const asked = await changing(...joining)
  const second = await arrange.staff('support')
  expect(await set(asked.as, asked, 1)).toMatchObject({ status: 200 })
  return { ...asked, first: asked.as, as: second, ifMatch: '"2"' }
}

const statusFor = async (who: arrange.Somebody) => (await call(getOwnPartner, getOwn, who, {})).status

const pendingOf = async (as: arrange.Somebody, { input: { partnerId } }: Pick<Changing, 'input'>) =>
  (await call(getPartner, read, as, { partnerId })).body['pending']

describeOperation(setPartnerAdmins, handler, {
  done: {
    title: 'R9 refuses who leaves at once; R64 who joins is pending and may nothing, and support is told',
    arrange: async () => changing(arrange.somebody('joining')),
    then: async (answer, { as, input, partner, staying, leaving, joining }, table) => {
      const { partnerId, company } = partner
      const [joined] = joining
      if (!joined) throw new Error('unreachable')
      const { requestedAt } = answer.pending[0] ?? {}
      if (!requestedAt) throw new Error('Nobody is pending')
      const pending = [{ email: joined.email, requestedAt, lapsesAt: plusDays(requestedAt, 7) }]
      expect(answer).toEqual({
        ...partner,
        admins: [staying.email],
        terms: arrange.USUAL_TERMS,
        version: 2,
        pending,
      })
      expect([await statusFor(staying), await statusFor(leaving), await statusFor(joined)]).toEqual([
        200, 403, 403,
      ])
      expect(await auditActions(table, `PARTNER#${partnerId}`)).toEqual([
        'partner.created',
        'partner-admins.set',
      ])
      const chain = `CONFIRMATION#set-partner-admins#${partnerId}`
      expect(await auditActions(table, chain)).toEqual(['confirmation.requested'])
      const words = { partnerName: company.name, by: as.email }
      expect(await mailsTo(table, leaving.email)).toMatchObject([{ mail: 'partner-admin-removed' }])
      expect(await mailsTo(table, joined.email)).toEqual([])
      expect(await effects(table)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            kind: 'tell-support',
            mail: 'team-partner-admins-requested',
            by: as.email,
          }),
          expect.objectContaining({
            mail: 'team-partner-admins-set',
            words: { ...words, addedCount: 0, added: '', removedCount: 1, removed: leaving.email },
          }),
        ]),
      )
      expect(await set(as, { input }, 2, [])).toMatchObject({ status: 400 })
      expect(
        await set(as, { input }, 2, [staying.email, EmailAddress.parse(staying.email.toUpperCase())]),
      ).toMatchObject({
        status: 400,
      })
    },
  },
  otherwise: [
    async () => requestedBefore(arrange.somebody('joining')),
    async () => {
      const { as, input } = await requestedBefore(arrange.somebody('joining'))
      return { as, input: { ...input, admins: input.admins.slice(0, 1) }, ifMatch: '"2"' }
    },
  ],
  also: (table) => {
    it('R64 R17 R9 admits who joins when a second member of support repeats the request, an administrator of a foreign customer too', async () => {
      const { superAdmin } = await arrange.customer((await arrange.partner()).partner)
      const asked = await requestedBefore(arrange.somebody('joining'), superAdmin)
      const { as, first, input, partner, staying, joining } = asked
      expect(await pendingOf(as, asked)).toHaveLength(2)
      expect(await set(first, asked, 2)).toMatchObject({ status: 200, body: { admins: [staying.email] } })
      const confirmed = await set(as, asked, 2)
      expect(confirmed).toMatchObject({
        status: 200,
        body: { admins: input.admins, pending: [], version: 3 },
      })
      for (const who of joining) {
        expect(await statusFor(who)).toBe(200)
        expect(await mailsTo(table, who.email)).toMatchObject([{ mail: 'partner-admin-added' }])
        expect((await auditActions(table, `PERSON#${await arrange.personIdOf(who)}`)).at(-1)).toBe(
          'partner-membership.granted',
        )
      }
      expect(await auditActions(table, `CONFIRMATION#set-partner-admins#${partner.partnerId}`)).toEqual([
        'confirmation.requested',
        'confirmation.confirmed',
      ])
      expect(await pendingOf(as, asked)).toEqual([])
    })

    it('R64 a request lapses after 7 days, and is then asked for anew', async () => {
      const asked = await requestedBefore(arrange.somebody('joining'))
      await arrange.advanceClock('P7D')
      expect(await pendingOf(asked.as, asked)).toEqual([])
      expect(await set(asked.as, asked, 2)).toMatchObject({
        body: { admins: [asked.staying.email], pending: [{ email: asked.joining[0]?.email }] },
      })
      expect(await set(asked.first, asked, 2)).toMatchObject({ body: { admins: asked.input.admins } })
    })

    it('R64 a second member who names others does not confirm, but asks for those', async () => {
      const asked = await requestedBefore(arrange.somebody('joining'))
      const admins = [...asked.input.admins, arrange.somebody('another').email]
      expect(await set(asked.as, asked, 2, admins)).toMatchObject({
        status: 200,
        body: { admins: [asked.staying.email] },
      })
      expect(await pendingOf(asked.as, asked)).toHaveLength(2)
      expect(await set(asked.as, asked, 2, [asked.staying.email])).toMatchObject({ body: { pending: [] } })
    })

    const appointTo = (as: arrange.Somebody, { email }: arrange.Somebody, ...staffRoles: StaffRole[]) =>
      call(setStaffRoles, appoint, as, { email, staffRoles })

    /** A request that is repeated by whoever it says, in a table where nobody else is in support than the first staff member. */
    const withOneMember = (
      run: (of: {
        only: arrange.Somebody
        repeat: (as: arrange.Somebody) => Promise<boolean>
      }) => Promise<void>,
    ) =>
      inMemory(async () => {
        const { as, input, joining } = await changing(arrange.somebody('joining'))
        await arrange.setPerson(as, (person) => ({ ...person, staffRoles: [] }))
        const repeat = async (who: arrange.Somebody) => {
          const { admins } = (await call(setPartnerAdmins, handler, who, input, { ifMatch: '*' })).body
          return Array.isArray(admins) && joining.every(({ email }) => admins.includes(email))
        }
        await run({ only: arrange.firstStaffMember(), repeat })
      })

    it('R64 who was alone in support when asking confirms after 72 hours, not before, and nobody who comes later does', () =>
      withOneMember(async ({ only, repeat }) => {
        expect(await repeat(only)).toBe(false)
        const later = arrange.somebody('later')
        await appointTo(only, later, 'support')
        await arrange.advanceClock('PT71H59M')
        expect(await repeat(only)).toBe(false)
        await arrange.advanceClock('PT1M')
        expect(await repeat(later)).toBe(false)
        expect(await repeat(only)).toBe(true)
      }))

    it('R64 attack: a second member who is made up after the request confirms nothing', () =>
      withOneMember(async ({ only, repeat }) => {
        await arrange.staff('support')
        expect(await repeat(only)).toBe(false)
        const puppet = arrange.somebody('puppet')
        await arrange.advanceClock('PT1S')
        await appointTo(only, puppet, 'support')
        expect(await repeat(puppet)).toBe(false)
        await arrange.advanceClock('PT100H')
        expect([await repeat(puppet), await repeat(only)]).toEqual([false, false])
      }))

    it('R64 who is in support when it is asked confirms at once, the first staff member and who was appointed a moment before among them', () =>
      withOneMember(async ({ only, repeat }) => {
        const second = arrange.somebody('second')
        await appointTo(only, second, 'support')
        expect(await repeat(second)).toBe(false)
        expect(await repeat(only)).toBe(true)
      }))

    it('R64 attack: a member made alone by taking the role of the others away confirms nothing, and asks anew when the request lapses', () =>
      withOneMember(async ({ only, repeat }) => {
        const colleague = await arrange.staff('support')
        expect(await repeat(only)).toBe(false)
        await arrange.advanceClock('PT73H')
        await appointTo(only, colleague)
        expect(await repeat(only)).toBe(false)
        await appointTo(only, colleague, 'support')
        await appointTo(only, colleague)
        expect(await repeat(only)).toBe(false)
        await arrange.advanceClock('P4D')
        expect(await repeat(only)).toBe(false)
        await arrange.advanceClock('PT72H')
        expect(await repeat(only)).toBe(true)
      }))

    it('R64 attack: a member who is sent away and appointed again after the request confirms nothing', () =>
      withOneMember(async ({ only, repeat }) => {
        const colleague = await arrange.staff('support')
        expect(await repeat(only)).toBe(false)
        await arrange.advanceClock('PT1S')
        await appointTo(only, colleague)
        await appointTo(only, colleague, 'support')
        expect(await repeat(colleague)).toBe(false)
      }))

    it('R9 at most 20 admins and 24 changes are one commit, when they are asked for and when they are confirmed', async () => {
      const asked = await changing()
      const second = await arrange.staff('support')
      const many = (count: number) => Array.from({ length: count }, () => arrange.somebody('many').email)
      const [present] = asked.input.admins
      if (!present) throw new Error('unreachable')
      const full = [present, ...many(19)]
      expect(await set(asked.as, asked, 1, full)).toMatchObject({ status: 200 })
      expect(await set(second, asked, 2, full)).toMatchObject({
        status: 200,
        body: { admins: full, version: 3 },
      })
      const exchanged = [...full.slice(12), ...many(12)]
      expect(await set(asked.as, asked, 3, exchanged)).toMatchObject({ status: 200, body: { version: 4 } })
      expect(await set(second, asked, 4, exchanged)).toMatchObject({
        body: { admins: exchanged, version: 5 },
      })
    })

    const whileConfirming = async (
      joining: arrange.Somebody,
      meanwhile: (asked: Awaited<ReturnType<typeof requestedBefore>>) => Promise<unknown>,
    ) => {
      await arrange.bind(joining)
      const asked = await requestedBefore(joining)
      await arrange.bind(asked.as)
      const { as, input, ifMatch } = asked
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const confirming = recordGuards(() => call(setPartnerAdmins, handler, as, input, { ifMatch }))
      await heldCommit.arrived
      await meanwhile(asked)
      heldCommit.release()
      return confirming
    }

    it('R17 admits nobody who is given a role in an organisation of the partner meanwhile', async () => {
      const joining = arrange.somebody('joining')
      const confirming = await whileConfirming(joining, async ({ partner }) => {
        const { customer } = await arrange.customer(partner)
        await arrange.setOrganizationRole(joining, customer, 'org-admin')
      })
      expect(confirming).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-member-is-organization-admin' },
      })
    })

    it('R64 nobody becomes staff and member of a partner, in whichever order two requests commit', async () => {
      const joining = arrange.somebody('joining')
      const appointing = { email: joining.email, staffRoles: ['finance'] }
      const confirming = await whileConfirming(joining, ({ first }) =>
        call(setStaffRoles, appoint, first, appointing),
      )
      const conflict = { status: 409, body: { type: '/problems/partner-member-is-staff' } }
      expect(confirming).toMatchObject(conflict)

      const other = arrange.somebody('other')
      const asked = await requestedBefore(other)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const appointed = call(setStaffRoles, appoint, asked.first, { ...appointing, email: other.email })
      await heldCommit.arrived
      expect(await set(asked.as, asked, 2)).toMatchObject({ status: 200 })
      heldCommit.release()
      expect(await appointed).toMatchObject(conflict)
      expect(await reader(world.table).find(personRecord, other)).toMatchObject({ staffRoles: [] })
    })

    it('R64 records no request against another version of the partner than the one that was read', async () => {
      const asked = await changing()
      const second = await arrange.staff('support')
      await arrange.bind(asked.as)
      const admins = [...asked.partner.admins, arrange.somebody('joining').email]
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const asking = recordGuards(() => set(asked.as, asked, 1, admins))
      await heldCommit.arrived
      expect(await set(second, asked, 1)).toMatchObject({ status: 200, body: { version: 2 } })
      heldCommit.release()
      expect(await asking).toMatchObject({ status: 412, body: { type: '/problems/changed-meanwhile' } })
    })

    it('R64 of two members of support who ask at once, one asks and the other confirms', async () => {
      const asked = await changing(arrange.somebody('joining'))
      const second = await arrange.staff('support')
      await arrange.bind(second)
      const admins = [...asked.partner.admins, ...emailsOf(asked.joining)]
      const both = await Promise.all([asked.as, second].map((as) => set(as, asked, 1, admins)))
      expect(both.map(({ status }) => status)).toEqual([200, 200])
      expect(both.map(({ body }) => body['version']).sort()).toEqual([1, 2])
    })
  },
  refuses: {
    'partner-not-found': async () => {
      const { as, input } = await changing()
      return { as, input: { ...input, partnerId: 'ptr_00000000000000000000000000' }, ifMatch: '"1"' }
    },
    'too-many-admin-changes': async () => {
      const present = Array.from({ length: 13 }, () => arrange.somebody('present'))
      const next = Array.from({ length: 12 }, () => arrange.somebody('next'))
      const { partner } = await arrange.partner({ admins: present })
      const input = { partnerId: partner.partnerId, admins: emailsOf(next) }
      return { as: await arrange.staff('support'), input, ifMatch: '"1"' }
    },
    'last-admin-awaits-replacement': async () => {
      const { as, input } = await changing()
      return { as, input: { ...input, admins: [arrange.somebody('replacement').email] }, ifMatch: '"1"' }
    },
    'already-partner': async () => changing((await arrange.partner()).admin),
    'partner-member-is-organization-admin': async () => {
      const { partner, ...asking } = await changing()
      const { superAdmin } = await arrange.customer(partner)
      return { ...asking, input: { ...asking.input, admins: [...asking.input.admins, superAdmin.email] } }
    },
    'partner-member-is-staff': async () => changing(await arrange.staff('finance')),
  },
})
