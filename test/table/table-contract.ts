import { describe, expect, it } from 'vitest'
import type { Condition, Key, StoredItem, Table, Write } from '../../shared/table/table.ts'

/** A table under test: what the port gives, and what a repair by hand can do. */
export interface TableUnderTest {
  readonly table: Table
  put(item: StoredItem): Promise<void>
  items(): Promise<readonly StoredItem[]>
}

const fresh = (): Key => ({ pk: `P#${crypto.randomUUID()}`, sk: 'S' })

const attributes = {
  version: 2,
  state: 'live',
  partner: { status: 'active', seats: 3 },
  roles: ['support', 'finance'],
  balance: 0,
}

/** Conditions of every form, each with whether it holds of an item with the attributes above and whether it holds where no item is. */
const conditions: readonly [Condition, boolean, boolean][] = [
  [{ absent: true }, false, true],
  [{ absent: { orBefore: { attribute: 'version', value: 2 } } }, false, true],
  [{ absent: { orBefore: { attribute: 'version', value: 3 } } }, true, true],
  [{ absent: { orBefore: { attribute: 'missing', value: 3 } } }, false, true],
  [{ equals: { version: 2 } }, true, false],
  [{ equals: { version: 3 } }, false, false],
  [{ equals: { version: '2' } }, false, false],
  [{ equals: { missing: 2 } }, false, false],
  [{ equals: { 'partner.status': 'active' } }, true, false],
  [{ equals: { 'partner.status': 'deactivated' } }, false, false],
  [{ equals: { 'missing.status': 'active' } }, false, false],
  [{ equals: { partner: { seats: 3, status: 'active' } } }, true, false],
  [{ equals: { partner: { status: 'active' } } }, false, false],
  [{ equals: { roles: ['support', 'finance'] } }, true, false],
  [{ equals: { roles: ['finance', 'support'] } }, false, false],
  [{ equals: { version: 2, state: 'live' } }, true, false],
  [{ equals: { version: 2, state: 'removed' } }, false, false],
  [{ differs: { state: 'removed' } }, true, true],
  [{ differs: { state: 'live' } }, false, true],
  [{ differs: { version: '2' } }, true, true],
  [{ differs: { missing: 'live' } }, true, true],
  [{ differs: { 'partner.status': 'active' } }, false, true],
  [{ differs: { 'partner.status': 'deactivated' } }, true, true],
  [{ differs: { 'partner.missing': 'active' } }, true, true],
  [{ differs: { 'missing.status': 'active' } }, true, true],
  [{ contains: { roles: 'support' } }, true, false],
  [{ contains: { roles: 'reviewer' } }, false, false],
  [{ contains: { missing: 'support' } }, false, false],
  [{ contains: { partner: 'status' } }, false, false],
  [{ atLeast: { version: 2 } }, true, false],
  [{ atLeast: { version: 3 } }, false, false],
  [{ atLeast: { balance: 0 } }, true, false],
  [{ atLeast: { missing: 0 } }, false, false],
  [{ atLeast: { state: 0 } }, false, false],
  [{ atLeast: { 'partner.seats': 3 } }, true, false],
  [{ atLeast: { 'missing.seats': 3 } }, false, false],
  [{ atMost: { version: 2 } }, true, true],
  [{ atMost: { version: 1 } }, false, true],
  [{ atMost: { balance: 0 } }, true, true],
  [{ atMost: { missing: 0 } }, true, true],
  [{ atMost: { state: 1 } }, false, true],
  [{ atMost: { 'partner.seats': 2 } }, false, true],
  [{ atMost: { 'partner.missing': 0 } }, true, true],
  [{ atMost: { 'missing.seats': 0 } }, true, true],
  [{ and: [{ equals: { version: 2 } }, { differs: { state: 'removed' } }] }, true, false],
  [{ and: [{ equals: { version: 2 } }, { equals: { version: 3 } }] }, false, false],
  [{ equals: { version: 2 }, and: [{ atMost: { version: 1 } }] }, false, false],
  [{ differs: { state: 'removed' }, and: [{ and: [{ atMost: { balance: 0 } }] }] }, true, true],
]

const ANY_ID: unknown = expect.any(String)

/** Each verb on a key under a condition, with the item that it leaves in place of another. */
const verbs = (key: Key, condition: Condition, before: StoredItem | undefined) =>
  [
    [
      { verb: 'put', item: { ...key, state: 'put' }, condition },
      { ...key, state: 'put', commitId: ANY_ID },
    ],
    [
      { verb: 'update', key, set: { state: 'set' }, condition },
      { ...key, ...before, state: 'set' },
    ],
    [
      { verb: 'update', key, add: { balance: 5 }, condition },
      { ...key, ...before, balance: 5 },
    ],
    [{ verb: 'delete', key, condition }, undefined],
    [{ verb: 'check', key, condition }, before],
  ] as const satisfies readonly (readonly [Write, StoredItem | undefined])[]

/** The promises of the table's port, for each table that keeps them. */
export const describeTable = (name: string, under: () => TableUnderTest): void => {
  describe(name, () => {
    const commit = (...writes: Write[]) => under().table.commit(writes, crypto.randomUUID())
    const found = async (key: Key): Promise<StoredItem | undefined> => (await under().table.read([key]))[0]

    describe.each(conditions)('the condition %j', (condition, holdsOfItem, holdsOfNothing) => {
      it.each([
        ['an item', attributes, holdsOfItem],
        ['no item', undefined, holdsOfNothing],
      ])('guards every verb where there is %s', async (_what, has, holds) => {
        for (const index of verbs(fresh(), condition, undefined).keys()) {
          const key = fresh()
          const before = has && { ...key, ...has }
          if (before) await under().put(before)
          const [write, after] = verbs(key, condition, before)[index] ?? []
          if (!write) throw new Error('There is no such verb')
          const outcome = await commit(write)
          expect({ write, outcome, item: await found(key) }).toEqual({
            write,
            outcome: holds ? { committed: true } : { committed: false, conflicts: [0] },
            item: holds ? after : before,
          })
        }
      })
    })
  })
}
