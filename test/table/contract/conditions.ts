import { describe, expect, it } from 'vitest'
import type { Attributes, Condition, Key, StoredItem, Write } from '../../../shared/table/table.ts'
import { ANY_TEXT, freshKey, type TableUnderTest } from './table-under-test.ts'

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

/** Each verb under a condition on an item of its own, with what stands there before and what it leaves. */
const guarded = (condition: Condition, has: Attributes | undefined) => {
  const each = (
    write: (key: Key) => Write,
    after: (key: Key, before: StoredItem | undefined) => StoredItem | undefined,
  ) => {
    const key = freshKey()
    const before = has && { ...key, ...has }
    return { key, before, write: write(key), after: after(key, before) }
  }
  return [
    each(
      (key) => ({ verb: 'put', item: { ...key, state: 'put' }, condition }),
      (key) => ({ ...key, state: 'put', commitId: ANY_TEXT }),
    ),
    each(
      (key) => ({ verb: 'update', key, set: { state: 'set' }, condition }),
      (key, before) => ({ ...key, ...before, state: 'set' }),
    ),
    each(
      (key) => ({ verb: 'update', key, add: { balance: 5 }, condition }),
      (key, before) => ({ ...key, ...before, balance: 5 }),
    ),
    each(
      (key) => ({ verb: 'delete', key, condition }),
      () => undefined,
    ),
    each(
      (key) => ({ verb: 'check', key, condition }),
      (_key, before) => before,
    ),
  ]
}

/** Proves that a condition of every form guards every verb. */
export const proveConditions = ({ open, put }: TableUnderTest): void =>
  describe.each(conditions)('the condition %j', (condition, holdsOfItem, holdsOfNothing) => {
    it.each([
      ['an item', attributes, holdsOfItem],
      ['no item', undefined, holdsOfNothing],
    ])('guards every verb where there is %s', async (_what, has, holds) => {
      const committed = async ({ key, before, write, after }: ReturnType<typeof guarded>[number]) => {
        if (before) await put(before)
        const outcome = await open().commit([write], crypto.randomUUID())
        const [item] = await open().read([key])
        expect({ write, outcome, item }).toEqual({
          write,
          outcome: holds ? { committed: true } : { committed: false, conflicts: [0] },
          item: holds ? after : before,
        })
      }
      await Promise.all(guarded(condition, has).map(committed))
    })
  })
