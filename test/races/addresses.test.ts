import { describe, expect } from 'vitest'
import { groupRecord } from '../../shared/groups/records.ts'
import { userRecord } from '../../shared/users/records.ts'
import { addressesOf, isPresent } from '../../shared/users/user.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { handlerOf, operationNamed } from '../support/describe/handlers.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectCount, expectOutcomes } from './outcomes.ts'

const FEW_HISTORIES = 8

/** Everybody who says that they hold an address, and the rows that say who holds it. */
const holders = (items: readonly StoredItem[], address: string) => {
  const users = items.filter(({ pk }) => pk.startsWith('USERS#')).map((item) => userRecord.parse(item))
  const groups = items.filter(({ pk }) => pk.startsWith('GROUPS#')).map((item) => groupRecord.parse(item))
  return {
    of: [
      ...users.filter((user) => isPresent(user) && addressesOf(user).some((one) => one === address)),
      ...groups.filter((group) => group.state === 'live' && group.address === address),
    ],
    rows: items.filter(({ pk, sk }) => pk.startsWith('ADDRESSES#') && sk === `ADDRESS#${address}`),
  }
}

describe('one address', () => {
  const table = useTestTable()

  const asked = async (
    name: string,
    as: arrange.Somebody,
    input: Record<string, unknown>,
    idempotencyKey: string,
  ): Promise<Called> => {
    const tested = operationNamed(name)
    const keyed = tested.operation.declaration.idempotencyKey ? { idempotencyKey } : {}
    return call(tested.operation, await handlerOf(tested), as, input, { ifMatch: '*', ...keyed })
  }

  raced(
    'R55 by users, aliases and groups in all spellings at once has one holder',
    table,
    async ({ race, random }) => {
      const { admin, superAdmin, customer, members } = await table.arranged(async () => {
        const arranged = await arrange.managed()
        const members = [await arrange.user(arranged.customer), await arrange.user(arranged.customer)]
        return { ...arranged, members }
      })
      const { customerId, domain } = customer
      const address = `sales@${domain}`
      const spellings = [
        address,
        address.toUpperCase(),
        `Sales@${domain}.`,
        `sAlEs@${domain.toUpperCase()}`,
        `sales@${domain.replace('.', '\u3002')}`,
        `SALES@${domain.replace('c', '\uff43')}`,
      ]
      const spelling = (): string => spellings[Math.floor(random() * spellings.length)] ?? address
      const userId = (place: number): string => members[place % members.length]?.userId ?? ''
      const ways = [
        (place: number) => ({
          name: 'addUsers',
          input: { users: [{ email: spelling(), firstName: `Malee ${place}`, lastName: '' }] },
        }),
        (place: number) => ({ name: 'addAlias', input: { userId: userId(place), alias: spelling() } }),
        (place: number) => ({
          name: 'createGroup',
          input: { address: spelling(), name: `Sales ${place}`, whoMaySend: 'anyone' },
        }),
      ]
      const called = await race(
        ...Array.from({ length: 6 }, (_, place) => () => {
          const way = ways[place % ways.length]?.(place)
          if (!way) throw new Error('There is no way to take an address')
          const as = random() < 0.5 ? admin : superAdmin
          return asked(way.name, as, { customerId, ...way.input }, `key-${place}`)
        }),
      )
      // An alias that stands is given again.
      expectOutcomes(called, ['address-taken'])
      const items = await table.items()
      const { of, rows } = holders(items, address)
      expect(of.length).toBeLessThanOrEqual(1)
      expect(rows).toHaveLength(of.length)
      if (of.some((one) => !('aliases' in one && one.aliases.some((alias) => alias === address))))
        expectCount(of.length, called)
      expectWholeChains(items)
    },
    fewerHistories(FEW_HISTORIES),
  )
})
