import { describe, expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { getHealth } from '../../shared/api/contract.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { expireTrials, extendTrial } from '../../shared/trials/contract.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { listApplications } from '../../shared/applications/contract.ts'
import { tableGrants, touchedKinds } from '../../shared/declaration/grants.ts'
import { kinds } from '../../shared/table/kinds.ts'

const hasClock = { hasClock: true }
const noClock = { hasClock: false }
const prefixes = Object.values(kinds).flatMap((traits) => [
  traits.leadingKey,
  ...('listingKey' in traits ? [traits.listingKey] : []),
  ...('dueKey' in traits ? [traits.dueKey] : []),
])

describe('what a function may do with the table', () => {
  it('R31 is exactly what extending a trial needs', () => {
    expect(tableGrants(extendTrial, noClock)).toEqual([
      {
        action: 'dynamodb:BatchGetItem',
        leadingKeys: ['AUDIT#*', 'CUSTOMER#*', 'IDEMPOTENCY#*', 'PERSON#*', 'SUBJECT#*'],
      },
      {
        action: 'dynamodb:PutItem',
        leadingKeys: [
          'AUDIT#*',
          'CUSTOMER#*',
          'DUE#trial-end#*',
          'DUE#trial-reminder#*',
          'IDEMPOTENCY#*',
          'OUTBOX#*',
          'SUBJECT#*',
        ],
      },
      { action: 'dynamodb:UpdateItem', leadingKeys: ['PARTNER#*'] },
      { action: 'dynamodb:ConditionCheckItem', leadingKeys: ['CUSTOMER#*', 'PERSON#*'] },
    ])
  })

  it('includes the clock only where there is one', () => {
    const read = (stage: typeof hasClock) =>
      tableGrants(extendTrial, stage).find(({ action }) => action === 'dynamodb:BatchGetItem')?.leadingKeys
    expect(read(hasClock)).toEqual([...(read(noClock) ?? []), 'CLOCK'].sort())
  })

  it('is nothing for a public operation', () => {
    expect(tableGrants(getHealth, hasClock)).toEqual([])
  })

  it('names the index of a list', () => {
    expect(tableGrants(listApplications, noClock)).toContainEqual({
      action: 'dynamodb:Query',
      index: 'listing',
      leadingKeys: ['APPLICATIONS#*'],
    })
    expect(tableGrants(expireTrials, noClock)).toContainEqual({
      action: 'dynamodb:Query',
      index: 'due',
      leadingKeys: ['DUE#trial-end#*'],
    })
  })

  it('lets a reader write nothing but the binding of the e-mail', () => {
    const writing = tableGrants(getPartnerAccess, hasClock).filter(
      ({ action }) => !/BatchGet|Query/.test(action),
    )
    expect(writing).toEqual([{ action: 'dynamodb:PutItem', leadingKeys: ['SUBJECT#*'] }])
  })

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s may write the due items of no job that it does not declare',
    (_name, operation) => {
      const allowed = tableGrants(operation, noClock)
        .filter(({ action }) => /(Put|Update|Delete)Item$/.test(action))
        .flatMap(({ leadingKeys }) => leadingKeys)
      const writable = Object.entries(kinds)
        .filter(([, traits]) => 'dueKey' in traits && allowed.includes(traits.leadingKey))
        .map(([kind]) => kind)
      const { puts, updates, deletes } = touchedKinds(operation, noClock)
      const declared = [...puts, ...updates, ...deletes].filter((kind) => 'dueKey' in kinds[kind])
      expect(writable.sort()).toEqual([...new Set(declared)].sort())
    },
  )

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s stays within its kinds',
    (_name, operation) => {
      for (const { action, leadingKeys } of tableGrants(operation, hasClock)) {
        expect(action).toMatch(
          /^dynamodb:(BatchGetItem|Query|PutItem|UpdateItem|DeleteItem|ConditionCheckItem)$/,
        )
        expect(leadingKeys.length).toBeGreaterThan(0)
        expect(leadingKeys.filter((key) => !prefixes.some((known) => known === key))).toEqual([])
        expect(leadingKeys).not.toContain('*')
        if (action === 'dynamodb:UpdateItem' || action === 'dynamodb:DeleteItem')
          expect(leadingKeys).not.toContain('AUDIT#*')
      }
      const writesMemberships = tableGrants(operation, hasClock).some(
        ({ action, leadingKeys }) => action === 'dynamodb:PutItem' && leadingKeys.includes('PERSON#*'),
      )
      expect(writesMemberships).toBe(operation.declaration.puts?.includes('person') ?? false)
      if (!isHttp(operation)) return
      const reads = tableGrants(operation, hasClock).find(({ action }) => action === 'dynamodb:BatchGetItem')
      if (operation.declaration.allow !== 'public')
        expect(reads?.leadingKeys).toEqual(expect.arrayContaining(['PERSON#*', 'SUBJECT#*']))
    },
  )
})
