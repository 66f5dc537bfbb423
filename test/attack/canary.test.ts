import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isOnCustomer, rolesOf } from '../../shared/declaration/operation.ts'
import { isOrganizationRole } from '../../shared/kernel/caller.ts'
import { render } from '../../shared/notifications/render.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { effects } from '../support/table/effects.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { ask, inputFor, type Case } from './asking.ts'
import { MISSING, type Target } from './cast.ts'
import { textFields, withValue, type Path } from './fields.ts'
import { directory } from './managers.ts'

/** In every name, address and text of the other organisation; nothing else has it. */
const MARK = /kanarie/i

/** Members of queries, and what in them would find something with the mark. */
const SEARCHES = {
  search: 'kanarie',
  name: 'kanarie',
  address: 'kanarie',
  actor: 'kanarie@people.example.com',
}

/** Texts with the mark, of which each field gets the first that it takes. */
const marked = (domain: string): string[] => [
  'Kanarie',
  `kanarie@${domain}`,
  'kanarie.example.com',
  'kanarie',
]

const managing = httpOperations.filter(
  ({ operation: { declaration } }) =>
    declaration.onBehalf !== undefined || rolesOf(declaration).some(isOrganizationRole),
)

describe('an organisation beside another one', () => {
  const printed: string[] = []
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(String(line)))
  })
  useDns()
  useLambdaService()
  const table = useMemoryTable()

  const caseOf = (who: arrange.Somebody | undefined, target: Target): Case => ({
    attacker: { is: 'asking', who, roles: [], owns: {} },
    relation: 'own',
    target,
    refusal: undefined,
  })

  /** What a list is asked for, one after the other: what the other organisation has. */
  const searching = ({ operation: { declaration } }: AreaOperation): Record<string, string>[] =>
    Object.entries(SEARCHES)
      .filter(([name]) => declaration.on.method === 'GET' && name in declaration.input.shape)
      .map(([name, text]) => ({ [name]: text }))

  /** A valid input with the mark in every text that takes it and decides nothing else. */
  const withMarks = (tested: AreaOperation, one: Case): unknown => {
    const { input } = tested.operation.declaration
    const whole = { ...Object(sampleOf(input, 'all')), ...inputFor(tested, one) }
    const paths = textFields(input).filter(([first]) => first !== 'cursor' && !String(first).endsWith('Id'))
    return paths.reduce<unknown>((sofar, path: Path) => {
      const found = marked(one.target.domain).find(
        (text) => input.safeParse(withValue(sofar, path, text)).success,
      )
      return found === undefined ? sofar : withValue(sofar, path, found)
    }, whole)
  }

  /** Two organisations of one partner; whoever may write something in the second has done so, with the mark. */
  const arranged = async () => {
    const manager = arrange.somebody('manager')
    const other = arrange.somebody('kanarie')
    const { partner } = await arrange.partner({ admins: [manager] })
    const here = await directory(partner, arrange.somebody('super-admin'))
    const there = await directory(partner, other)
    const target = { ...MISSING, ...there.named }
    await arrange.openSession(manager, here.customer.customerId)
    const open = httpOperations.filter(({ name }) => name === 'openManagementSession')
    const written: string[] = []
    // What deletes comes last, so that there is something to write to.
    const order = [...open, ...managing].toSorted(
      (one, next) =>
        Number(one.operation.declaration.on.method === 'DELETE') -
        Number(next.operation.declaration.on.method === 'DELETE'),
    )
    for (const tested of order.filter(({ operation }) => operation.declaration.on.method !== 'GET'))
      for (const who of [manager, other]) {
        if (/end|close|revo|delete|tag|superadmin/i.test(tested.name)) continue
        const one = caseOf(who, target)
        const called = await ask(tested, one, Object(withMarks(tested, one)))
        if (called.status < 300) written.push(tested.name)
      }
    return { manager, here, there, written: new Set(written) }
  }

  it('has what the other one has told in its own partitions', async () => {
    const { there, written } = await arranged()
    const { customerId } = there.named
    const holding = table.items().filter((item) => MARK.test(JSON.stringify(item)))
    const partitions = new Set(holding.map(({ pk }) => pk.split('#')[0]))
    for (const partition of ['USERS', 'GROUPS', 'POLICIES', 'SETTINGS', 'REFERRALS', 'SESSIONS', 'LOG'])
      expect(partitions).toContain(partition)
    expect(written.size).toBeGreaterThanOrEqual(10)
    for (const item of holding.filter(({ pk }) => pk.startsWith('LOG#')))
      expect(item.pk).toBe(`LOG#${customerId}`)
  })

  it('gets no byte of it in an answer, a mail, its log or an export, whatever it asks', async () => {
    const { manager, here, there } = await arranged()
    const own = { ...MISSING, ...here.named }
    const foreign = { ...MISSING, ...there.named }
    const { customerId, ...othersThings } = there.named
    const targets: readonly Target[] = [
      own,
      { ...own, ...othersThings, domain: here.named.domain },
      { ...foreign, userId: here.named.userId },
      foreign,
    ]
    const people = [
      { who: here.superAdmin, of: httpOperations, targets },
      { who: here.orgAdmin, of: httpOperations, targets },
      { who: here.member, of: httpOperations, targets },
      { who: arrange.somebody('stranger'), of: httpOperations, targets },
      { who: (await arrange.partner()).admin, of: httpOperations, targets },
      // The partner of both sees each in the operations on it alone.
      {
        who: manager,
        of: httpOperations.filter(({ operation }) => isOnCustomer(operation.declaration)),
        targets: targets.slice(0, 2),
      },
    ]
    const before = new Set(table.items())
    const found: string[] = []
    let answers = 0
    for (const { who, of, targets: named } of people)
      for (const tested of of)
        for (const target of named) {
          const one = caseOf(who, target)
          const input = inputFor(tested, one)
          for (const asked of [input, ...searching(tested).map((query) => ({ ...input, ...query }))]) {
            const called = await ask(tested, one, asked)
            answers += 1
            if (MARK.test(`${called.text} ${JSON.stringify(called.headers)}`))
              found.push(`${tested.name} by ${who.email}: ${called.text.slice(0, 300)}`)
          }
        }
    expect(found).toEqual([])
    expect(answers).toBeGreaterThan(500)
    const toOthers = (item: StoredItem): boolean => MARK.test(String(Object(item['effect']).to))
    const added = table.items().filter((item) => !before.has(item) && !toOthers(item))
    expect(
      added.filter(({ pk }) => !pk.endsWith(customerId)).filter((item) => MARK.test(JSON.stringify(item))),
    ).toEqual([])
    for (const effect of await effects({ items: () => added }))
      if (effect.kind === 'mail') {
        const { subject, text, html } = await render(effect, 'https://store.example.com')
        expect(MARK.test(`${subject} ${text} ${html}`), effect.mail).toBe(false)
      }
    expect(printed.filter((line) => MARK.test(line))).toEqual([])
  })
})
