import { describe, expect, it } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import type { Condition, Write } from '../../shared/table/table.ts'
import { guardsOf, weakened, writesSent } from '../support/faults/guards.ts'
import { useTestTable } from '../support/table/test-table.ts'

const key = { pk: 'CUSTOMER#c', sk: 'CUSTOMER' }
const item = { ...key, version: 2, state: 'live', partner: { status: 'active' }, staffRoles: ['support'] }

/** Conditions of every form that the table port knows, none of which the item meets in a single part. */
const unmet: Condition[] = [
  { absent: true },
  { absent: { orBefore: { attribute: 'version', value: 1 } } },
  { equals: { version: 1, state: 'removed', 'partner.status': 'deactivated' } },
  { differs: { version: 2, 'partner.status': 'active' } },
  { contains: { staffRoles: 'finance' } },
  { atLeast: { version: 3, missing: 0 } },
  { atMost: { version: 1 } },
  {
    differs: { state: 'live' },
    atMost: { version: 1 },
    and: [{ atLeast: { version: 3 } }, { absent: true }],
  },
]

const writes = (condition: Condition): Write[] => [
  { verb: 'put', item, condition },
  { verb: 'update', key, set: { state: 'live' }, condition },
  { verb: 'update', key, set: { state: 'live' }, add: { version: 1 }, condition },
  { verb: 'delete', key, condition },
  { verb: 'check', key, condition },
]

describe('a transaction whose guards are taken out', () => {
  const table = useTestTable()

  it.each(
    unmet.flatMap(writes).map((write) => [write.verb, JSON.stringify(write.condition), write] as const),
  )(
    '%s is refused where %s does not hold, and done once all its parts are gone',
    async (_verb, _condition, write) => {
      await table.put(item)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const committing = world.table.commit([write], world.ulid(world.realMs()))
      const body = await heldCommit.arrived
      const mayCreate = write.verb === 'update' && write.add !== undefined
      expect(writesSent(body)).toMatchObject([
        { key, shape: 'CUSTOMER/CUSTOMER', isEntity: false, mayCreate },
      ])
      const guards = guardsOf(body)
      expect(guards.length).toBeGreaterThan(0)
      const bodies = guards.map((_, index) => guards.slice(0, index + 1).reduce(weakened, body))
      const statuses: number[] = []
      for (const without of bodies) statuses.push(await heldCommit.again(without))
      expect(statuses).toEqual(guards.map((_, index) => (index + 1 < guards.length ? 400 : 200)))
      await table.put(item)
      heldCommit.release()
      expect(await committing).toEqual({ committed: false, conflicts: [0] })
    },
  )
})
