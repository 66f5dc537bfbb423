import { describe, expect } from 'vitest'
import { handler as advance } from '../../functions/clock/advance-clock.ts'
import { handler as expire } from '../../functions/trials/expire-trials.ts'
import { handler as add } from '../../functions/users/add-users.ts'
import { handler as remove } from '../../functions/users/delete-user.ts'
import { advanceClock } from '../../shared/clock/contract.ts'
import { logEntryRecord } from '../../shared/table/log.ts'
import { seatsRecord, userPartition, userRecord } from '../../shared/users/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { addUsers, deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { isLine } from '../support/describe/expect-refusal.ts'
import { run } from '../support/describe/run.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { codeOf, expectCount, expectOutcomes, isDone } from './outcomes.ts'

const LICENCES = 5
const FREE = 5
const FEW_HISTORIES = 8

/** The users of an organisation who are active, and how many are counted. */
const activeUsers = (items: readonly StoredItem[], customerId: CustomerId) => {
  const users = items
    .filter(({ pk }) => pk === userPartition(customerId))
    .map((item) => userRecord.parse(item))
  const counted = items
    .filter(({ pk }) => pk === seatsRecord.key({ customerId }).pk)
    .map((item) => seatsRecord.parse(item).active)
  return { active: users.filter(({ status }) => status === 'active'), counted }
}

/** Expects that the counter is right, and that no address has two holders. */
const expectCounted = (items: readonly StoredItem[], customerId: CustomerId) => {
  const { active, counted } = activeUsers(items, customerId)
  expect(counted).toEqual([active.length])
  expectWholeChains(items)
  return active.length
}

describe('the last licences of an organisation', () => {
  const table = useTestTable()

  const adding = (
    as: arrange.Somebody,
    customerId: CustomerId,
    domain: string,
    addresses: readonly string[],
  ) =>
    call(
      addUsers,
      add,
      as,
      {
        customerId,
        users: addresses.map((local) => ({ email: `${local}@${domain}`, firstName: 'Malee', lastName: '' })),
      },
      { idempotencyKey: addresses.join('-') },
    )

  raced(
    'R56 single and batch adds, with deletions: never more active users than licences, and all of a batch or none',
    table,
    async ({ race, random }) => {
      const { admin, superAdmin, customer, member } = await table.arranged(async () => {
        const managers = [arrange.somebody('manager')]
        const { admin, partner } = await arrange.partner({ admins: managers })
        const { customer, superAdmin } = await arrange.customer(partner, {
          verified: true,
          subscription: { licences: LICENCES },
        })
        await arrange.openSession(admin, customer.customerId)
        return { admin, superAdmin, customer, member: await arrange.user(customer) }
      })
      const { customerId, domain } = customer
      const sizes = Array.from({ length: 6 }, () => 1 + Math.floor(random() * 3))
      const batches = sizes.map((size, batch) =>
        Array.from({ length: size }, (_, place) => `user-${batch}-${place}`),
      )
      const [removed, ...added] = await race(
        () => call(deleteUser, remove, superAdmin, { customerId, userId: member.userId }),
        ...batches.map(
          (batch, place) => () => adding(place % 2 === 0 ? admin : superAdmin, customerId, domain, batch),
        ),
      )
      expectOutcomes([removed], [])
      expectOutcomes(added, ['licences-exhausted'])
      const items = await table.items()
      expect(expectCounted(items, customerId)).toBeLessThanOrEqual(LICENCES)
      const { active } = activeUsers(items, customerId)
      const emails = new Set(active.flatMap((user) => (user.status === 'active' ? [String(user.email)] : [])))
      const whole = batches.filter((batch) => batch.every((local) => emails.has(`${local}@${domain}`)))
      const partly = batches.filter((batch) => batch.some((local) => emails.has(`${local}@${domain}`)))
      expect(partly).toEqual(whole)
      expectCount(whole.length, added)
    },
    fewerHistories(FEW_HISTORIES),
  )

  raced(
    'R34 R37 R56 adds against the end of a trial: nothing is added beyond the free plan by an instant at which the trial is over',
    table,
    async ({ race }) => {
      const { admin, superAdmin, support, customer, endsAt } = await table.arranged(async () => {
        const { admin, partner } = await arrange.partner()
        const { customer, superAdmin } = await arrange.customer(partner, { verified: true, trial: true })
        for (let count = 1; count < FREE; count += 1) await arrange.user(customer)
        const endsAt = plusDays(customer.createdAt, 15)
        await arrange.advanceClockTo(plusMillis(endsAt, -60_000))
        await arrange.openSession(admin, customer.customerId)
        return { admin, superAdmin, support: await arrange.staff('support'), customer, endsAt }
      })
      const { customerId, domain } = customer
      const late = () => adding(admin, customerId, domain, ['too-late'])
      const [ended, ...added] = await race(
        async () => {
          const advanced = await call(advanceClock, advance, support, { by: 'PT1M' })
          if (!isDone(advanced)) return undefined
          const [refused] = await Promise.all([late(), run(expire).catch(() => 'failed')])
          return refused
        },
        ...[0, 1, 2, 3].map((place) => async () => {
          const who = place % 2 === 0 ? admin : superAdmin
          return [
            await adding(who, customerId, domain, [`first-${place}`]),
            await adding(who, customerId, domain, [`second-${place}`]),
          ]
        }),
      )
      if (ended) expect(['licences-exhausted', 'unavailable']).toContain(codeOf(ended))
      expectOutcomes(added.flat(), ['licences-exhausted'])
      const items = await table.items()
      expectCounted(items, customerId)
      const lines = items.filter(isLine).map((item) => logEntryRecord.parse(item))
      expect(lines.filter(({ action, at }) => action === 'user.added' && at >= endsAt)).toEqual([])
    },
    fewerHistories(FEW_HISTORIES),
  )
})
