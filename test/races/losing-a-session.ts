import { afterAll, expect } from 'vitest'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { needsSession } from '../../shared/declaration/operation.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { logEntryRecord, type LogEntry } from '../../shared/table/log.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { ask, codeOf } from '../attack/asking.ts'
import { MISSING, type Target } from '../attack/cast.ts'
import { directory } from '../attack/managers.ts'
import * as arrange from '../support/arrange.ts'
import { isLine, refusedLines } from '../support/describe/expect-refusal.ts'
import type { Called } from '../support/describe/call.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import type { TestTable } from '../support/table/test-table.ts'
import { commitsAfter } from './commits.ts'
import { isUnknown } from './outcomes.ts'

/** A partner's admin with a management session open on an organisation, and everybody who can end it. */
interface Managed {
  readonly admins: readonly arrange.Somebody[]
  readonly admin: arrange.Somebody
  readonly superAdmin: arrange.Somebody
  readonly support: arrange.Somebody
  readonly customerId: CustomerId
  readonly partnerId: string
  /** When the session ends by itself. */
  readonly endsAt: Instant
  /** A code of another partner. */
  readonly code: string
  readonly target: Target
}

/** How a management session ends, and what is refused to its admin from then on. */
interface Loss {
  readonly code: string
  /** Whether the admin is none of the organisation's partner any more, whose refusals are in its log. */
  readonly isForeign?: true
  /** Whether time alone ends it: what was decided before may be committed after. */
  readonly isByTime?: true
  readonly lose: (managed: Managed) => Promise<Called>
}

const WORKERS = 5
const FEW_HISTORIES = 6
/** How often the proof draws each operation at least. */
const LEAST_DRAWN = 20

const managing = httpOperations.filter(({ operation }) => needsSession(operation.declaration))

const managed = async (): Promise<Managed> => {
  const admins = [arrange.somebody('manager'), arrange.somebody('manager')] as const
  const [admin] = admins
  const { partner } = await arrange.partner({ admins: [...admins] })
  const superAdmin = arrange.somebody('super-admin')
  const { customer, named } = await directory(partner, superAdmin)
  const { customerId } = customer
  const { endsAt } = await arrange.openSession(admin, customerId)
  const code = await arrange.partnerCode((await arrange.partner()).partner)
  const support = await arrange.staff('support')
  const target = { ...MISSING, ...named }
  const { partnerId } = partner
  return { admins, admin, superAdmin, support, customerId, partnerId, endsAt, code, target }
}

/** What the log says that the partner did in the session when it was over. */
const deedsSince = ({ partnerId, endsAt }: Managed, items: readonly StoredItem[]): LogEntry[] =>
  items
    .filter(isLine)
    .map((item) => logEntryRecord.parse(item))
    .filter(({ outcome, at, actor, sessionId }) => {
      const isOwn = actor.kind === 'person' && actor.partnerId === partnerId
      return isOwn && outcome === 'allowed' && sessionId !== undefined && at >= endsAt
    })

/**
 * Races the end of a management session against every operation that it allows, drawn by the seed: nothing of the partner commits once
 * the end is acknowledged, nothing invoked after it is answered, and each answered refusal has its line in the log.
 */
export const raceSession = (
  title: string,
  table: TestTable,
  { code, isForeign, isByTime, lose }: Loss,
): void => {
  const drawn = new Map(managing.map(({ name }) => [name, 0]))
  const histories = fewerHistories(FEW_HISTORIES)
  raced(
    `${title}: nothing commits once it is acknowledged, nothing invoked after it is answered`,
    table,
    async ({ race, random }) => {
      const of = await table.arranged(managed)
      const seen = table.proxy.watch()
      let acknowledgedAt = Infinity
      const operate = async () => {
        const tested = managing[Math.floor(random() * managing.length)]
        if (!tested) throw new Error('There is no operation to race')
        drawn.set(tested.name, (drawn.get(tested.name) ?? 0) + 1)
        const attacker = { is: 'racing', who: of.admin, roles: [], owns: {} }
        const invokedAt = table.proxy.now()
        const one = { attacker, relation: 'own', target: of.target, refusal: undefined } as const
        const called = await ask(tested, one)
        return { name: tested.name, invokedAt, called }
      }
      const losing = async (): Promise<Called> => {
        const called = await lose(of)
        if (called.status === 200) acknowledgedAt = table.proxy.now()
        return called
      }
      const works = Array.from({ length: WORKERS }, () => async () => [await operate(), await operate()])
      const [lost, ...worked] = await race(losing, ...works)
      if (!isUnknown(lost)) expect({ status: lost.status, body: lost.body }).toMatchObject({ status: 200 })
      const items = await table.items()
      const lines = refusedLines(items)
      for (const { name, invokedAt, called } of worked.flat()) {
        if (isUnknown(called)) continue
        if (invokedAt > acknowledgedAt) expect({ name, code: codeOf(called) }).toEqual({ name, code })
        if (called.status < 400 || (isForeign && codeOf(called) === code)) continue
        const own = lines.filter((line) => line['requestId'] === called.body['instance'])
        expect(own).toMatchObject([{ operation: name, code: codeOf(called) }])
      }
      if (isByTime) expect(deedsSince(of, items)).toEqual([])
      else {
        const late = commitsAfter(acknowledgedAt, seen, items, of.partnerId)
        expect(late.map(({ body }) => body.slice(0, 300))).toEqual([])
      }
      expectWholeChains(items)
    },
    histories,
  )

  afterAll(() => {
    const isWhole = histories * WORKERS * 2 >= managing.length * LEAST_DRAWN * 4
    if (isWhole) expect([...drawn].filter(([, times]) => times < LEAST_DRAWN)).toEqual([])
  })
}
