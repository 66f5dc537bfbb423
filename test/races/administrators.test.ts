import { describe, expect } from 'vitest'
import { handler as changeRole } from '../../functions/administrators/change-user-role.ts'
import { handler as handOver } from '../../functions/administrators/change-super-admin.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as remove } from '../../functions/users/delete-user.ts'
import { handler as update } from '../../functions/users/update-user.ts'
import { changeSuperAdmin, changeUserRole } from '../../shared/administrators/contract.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { administratorRecord } from '../../shared/people/records.ts'
import { deleteUser, updateUser } from '../../shared/users/contract.ts'
import { askRecovery } from '../administrators/recovering.ts'
import { expectOneSuperAdmin } from '../administrators/one-super-admin.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { raced } from '../support/faults/histories.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectOnePartner } from './one-partner.ts'
import { expectCount, expectOutcomes, isDone } from './outcomes.ts'
import { expectWholeSuccessions } from './successions.ts'

describe('administrators at once', () => {
  const table = useTestTable()

  /** A managed organisation with two org admins, and two members of support of whom the first has asked for somebody else. */
  const organized = async () => {
    const managed = await arrange.managed()
    const { customer } = managed
    const { customerId } = customer
    const [one, other] = [await arrange.orgAdminUser(customer), await arrange.orgAdminUser(customer)]
    const [asked, confirming] = [await arrange.staff('support'), await arrange.staff('support')]
    const named = arrange.somebody('named')
    const input = { customerId, firstName: 'Somchai', lastName: '', email: named.email }
    await askRecovery(asked, { input })
    const everybody = [managed.superAdmin, managed.admin, one.who, other.who, confirming]
    for (const who of everybody) await arrange.bind(who)
    return { ...managed, customerId, one, other, confirming, named, input }
  }
  type Organized = Awaited<ReturnType<typeof organized>>

  const handingOver =
    ({ superAdmin, customerId }: Organized, { user }: Organized['one']) =>
    () =>
      call(changeSuperAdmin, handOver, superAdmin, { customerId, userId: user.userId }, { ifMatch: '*' })

  const demoting =
    ({ superAdmin, customerId }: Organized, { user }: Organized['one']) =>
    () =>
      call(
        changeUserRole,
        changeRole,
        superAdmin,
        { customerId, userId: user.userId, role: 'member' },
        { ifMatch: '*' },
      )

  const finished = async (
    seen: ReturnType<typeof table.proxy.watch>,
    { customerId, partner }: Pick<Organized, 'customerId' | 'partner'>,
  ) => {
    const items = await table.items()
    expectOneSuperAdmin(items, customerId)
    expectWholeChains(items)
    expectOnePartner(items, customerId, partner.partnerId)
    expectWholeSuccessions(seen, customerId)
    return items
  }

  raced(
    "R56 of two hand-overs one is done, and the other one is not the super admin's any more",
    table,
    async ({ race }) => {
      const all = await table.arranged(organized)
      const seen = table.proxy.watch()
      const answers = await race(handingOver(all, all.one), handingOver(all, all.other))
      expectOutcomes(answers, ['role-required'])
      const items = await finished(seen, all)
      const [customer] = items.filter(({ pk }) => pk === `CUSTOMER#${all.customerId}`)
      expectCount(Number(customer?.['appointments']), answers)
      const mails = (await mailsTo(table, all.superAdmin.email)).filter(
        ({ mail }) => mail === 'super-admin-changed',
      )
      expect(mails).toHaveLength(Number(customer?.['appointments']))
    },
  )

  raced(
    'R56 R64 a hand-over against a demotion, suspension or deletion of the successor, and a recovery: one super admin at every instant',
    table,
    async ({ race, random }) => {
      const all = await table.arranged(organized)
      const { superAdmin, customerId, one, confirming } = all
      const of = { customerId, userId: one.user.userId }
      const suspending = () =>
        call(updateUser, update, superAdmin, { ...of, status: 'suspended' }, { ifMatch: '*' })
      const deleting = () => call(deleteUser, remove, superAdmin, of)
      const against = [demoting(all, one), suspending, deleting][Math.floor(random() * 3)] ?? suspending
      const seen = table.proxy.watch()
      const answers = await race(handingOver(all, one), against, () => askRecovery(confirming, all))
      expectOutcomes(answers, [
        'role-required',
        'not-an-administrator',
        'user-not-found',
        'hand-over-required',
        'administrator-protected',
      ])
      await finished(seen, all)
    },
  )

  raced(
    'R52 R56 a promotion against what a partner admin writes on that user: nothing of the partner after it',
    table,
    async ({ race }) => {
      const all = await table.arranged(organized)
      const { superAdmin, customerId, customer, admin } = all
      const { userId } = await table.arranged(() => arrange.user(customer))
      const of = { customerId, userId }
      const seen = table.proxy.watch()
      const patch = (change: object) => () =>
        call(updateUser, update, admin, { ...of, ...change }, { ifMatch: '*' })
      const [promoted, ...patched] = await race(
        () => call(changeUserRole, changeRole, superAdmin, { ...of, role: 'org-admin' }, { ifMatch: '*' }),
        patch({ firstName: 'Partner' }),
        patch({ status: 'suspended' }),
      )
      expectOutcomes([promoted], ['user-not-active'])
      expectOutcomes(patched, ['administrator-protected'])
      const items = await finished(seen, all)
      const actions = items
        .filter(({ pk }) => pk === `AUDIT#USER#${userId}`)
        .toSorted((left, right) => left.sk.localeCompare(right.sk))
        .map(({ action }) => action)
      const at = actions.indexOf('user.role-changed')
      if (isDone(promoted)) expect(actions.slice(at + 1)).toEqual([])
    },
  )

  raced(
    'R56 R17 promotions and a reactivation for the last place, and a move: never more administrators than there can be, each counted for the new partner',
    table,
    async ({ race, random }) => {
      const all = await table.arranged(organized)
      const { superAdmin, customerId, customer, one } = all
      const { users, code } = await table.arranged(async () => {
        const next = await arrange.partner()
        await arrange.suspendAdministrator(customer, one.who, one.user)
        return {
          code: await arrange.partnerCode(next.partner),
          users: [await arrange.user(customer), await arrange.user(customer)],
        }
      })
      // Two are administrators: the super admin and an org admin. All places but one are taken by others, who are in the list alone.
      const isFull = random() < 0.5
      const others = Array.from({ length: isFull ? MOST_ADMINISTRATORS - 3 : 0 }, () =>
        arrange.somebody('other'),
      )
      if (isFull)
        await table.arranged(() =>
          arrange.commit(...others.map(({ email }) => administratorRecord.put({ customerId, email }))),
        )
      const promoting = (userId: string) => () =>
        call(
          changeUserRole,
          changeRole,
          superAdmin,
          { customerId, userId, role: 'org-admin' },
          { ifMatch: '*' },
        )
      const reactivating = () =>
        call(
          updateUser,
          update,
          superAdmin,
          { customerId, userId: one.user.userId, status: 'active' },
          { ifMatch: '*' },
        )
      const moving = () => call(tagPartner, tag, superAdmin, { customerId, code })
      const seen = table.proxy.watch()
      if (isFull) {
        const answers = await race(
          promoting(users[0]?.userId ?? ''),
          promoting(users[1]?.userId ?? ''),
          reactivating,
        )
        expectOutcomes(answers, ['administrators-exhausted'])
        const items = await table.items()
        const listed = items.filter(({ pk }) => pk === `ADMINISTRATORS#${customerId}`).length
        expect(listed).toBeLessThanOrEqual(MOST_ADMINISTRATORS)
        expectCount(listed - others.length - 2, answers)
        expectWholeSuccessions(seen, customerId)
        return
      }
      const answers = await race(
        promoting(users[0]?.userId ?? ''),
        promoting(users[1]?.userId ?? ''),
        reactivating,
        moving,
        demoting(all, all.other),
      )
      expectOutcomes(answers, [])
      const items = await table.items()
      expectOneSuperAdmin(items, customerId)
      expectOnePartner(items, customerId, all.partner.partnerId)
    },
  )
})
