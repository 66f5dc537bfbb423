import { describe, expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { getHealth } from '../../shared/api/contract.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { expireTrials, extendTrial } from '../../shared/trials/contract.ts'
import { isHttp, logsRefusals } from '../../shared/declaration/operation.ts'
import { listApplications } from '../../shared/applications/contract.ts'
import { tableGrants, touchedKinds } from '../../shared/declaration/grants.ts'
import { kinds } from '../../shared/table/kinds.ts'

const hasClock = { hasClock: true }
const noClock = { hasClock: false }
/** Whether every partition of one pattern is one of another too. */
const covers = (pattern: string, other: string): boolean =>
  pattern.endsWith('*') ? other.startsWith(pattern.slice(0, -1)) : other === pattern

const WRITES = { PutItem: 'puts', UpdateItem: 'updates', DeleteItem: 'deletes' } as const

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
        leadingKeys: ['ACCESS#*', 'AUDIT#*', 'CUSTOMER#*', 'IDEMPOTENCY#*', 'PERSON#*', 'SUBJECT#*'],
      },
      {
        action: 'dynamodb:PutItem',
        leadingKeys: [
          'AUDIT#*',
          'CUSTOMER#*',
          'DUE#trial-end#*',
          'DUE#trial-reminder#*',
          'IDEMPOTENCY#*',
          'LOG#*',
          'OUTBOX#*',
          'PERSONAL#*',
          'SUBJECT#*',
        ],
      },
      { action: 'dynamodb:UpdateItem', leadingKeys: ['LISTING#*'] },
      { action: 'dynamodb:ConditionCheckItem', leadingKeys: ['ACCESS#*', 'PERSON#*'] },
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
    const reading = tableGrants(expireTrials, noClock).find(
      ({ action }) => action === 'dynamodb:BatchGetItem',
    )
    expect(reading?.leadingKeys).toContain('DUE#trial-end#*')
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
    expect(writing).toEqual([{ action: 'dynamodb:PutItem', leadingKeys: ['PERSONAL#*', 'SUBJECT#*'] }])
  })

  it('gives each kind of item partitions of its own, which IAM can tell apart', () => {
    const all = Object.values(kinds)
    for (const { leadingKey } of all)
      expect(all.filter((other) => covers(leadingKey, other.leadingKey))).toHaveLength(1)
  })

  it.each(operations)('$name may write no kind that its declaration does not name', (operation) => {
    const touched = touchedKinds(operation, hasClock)
    for (const { action, leadingKeys } of tableGrants(operation, hasClock)) {
      const verb = Object.entries(WRITES).find(([name]) => action === `dynamodb:${name}`)?.[1]
      if (!verb) continue
      const writable = Object.entries(kinds)
        .filter(([, { leadingKey }]) => leadingKeys.some((granted) => covers(granted, leadingKey)))
        .map(([kind]) => kind)
      expect(writable.sort()).toEqual([...touched[verb]].sort())
      const isRefusalLogged = isHttp(operation) && logsRefusals(operation.declaration)
      const isLogged = touched.puts.some((kind) => 'isLogged' in kinds[kind])
      const implied = [
        ...['auditEntry', 'outboxEntry', 'storedAnswer', 'subject', 'personalDetails'],
        ...(isRefusalLogged || isLogged ? ['logEntry'] : []),
        ...(isRefusalLogged ? ['refusalCount'] : []),
      ]
      const declared: readonly string[] = operation.declaration[verb] ?? []
      expect(writable.filter((kind) => !declared.includes(kind) && !implied.includes(kind))).toEqual([])
    }
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
          for (const kept of ['AUDIT#*', 'LOG#*']) expect(leadingKeys).not.toContain(kept)
      }
      if (!isHttp(operation)) return
      const reads = tableGrants(operation, hasClock).find(({ action }) => action === 'dynamodb:BatchGetItem')
      if (operation.declaration.allow !== 'public')
        expect(reads?.leadingKeys).toEqual(expect.arrayContaining(['PERSON#*', 'SUBJECT#*']))
    },
  )
})
