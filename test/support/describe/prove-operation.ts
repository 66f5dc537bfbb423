import { afterEach, expect, it } from 'vitest'
import {
  admitsPartner,
  isOnCustomer,
  needsSession,
  type HttpDeclaration,
} from '../../../shared/declaration/operation.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import * as arrange from '../arrange.ts'
import type { Called } from './call.ts'
import { difference, masked } from '../table/difference.ts'
import { expectWholeChains, withTouchedChains } from '../table/audit-chains.ts'
import { isLine, withoutRefusals, type AnyAsking, type Ask } from './expect-refusal.ts'
import { rightsLost } from './rights.ts'
import { proveWrites } from './prove-writes.ts'
import type { TestTable } from '../table/test-table.ts'
import type { Fault } from '../faults/faults.ts'

interface Proven {
  readonly declaration: HttpDeclaration
  readonly table: TestTable
  readonly scenario: () => Promise<AnyAsking>
  /** Further ways to be done. */
  readonly otherwise: readonly (() => Promise<AnyAsking>)[]
  readonly due: string | undefined
  /** The code with which a repetition is refused, where the operation ends the caller's own right. */
  readonly repeated: string | undefined
  /** The code with which what was decided before a revocation is refused once access is granted again, where it needs what the revocation ended. */
  readonly afterGrant: string | undefined
  readonly ask: Ask
}

const COMMIT = 'TransactWriteItems'

const customerOf = (input: object) => ({ customerId: CustomerId.parse(Object(input).customerId) })

const outcome = ({ status, body }: Called) => `${status} ${status < 300 ? '' : String(body['type'])}`

const partnersNamedIn = (effect: object): string[] => [
  ...new Set(JSON.stringify(effect).match(/ptr_[0-9A-Z]{26}/g)),
]

/**
 * Tests what holds of every operation that writes, from its declaration alone: whatever fault a commit meets, the operation takes
 * effect once and says so; two callers at once have the same results as one after the other; nothing commits for a caller whose
 * rights ended before the commit.
 */
export const proveOperation = ({
  declaration,
  table,
  scenario,
  otherwise,
  due,
  repeated,
  afterGrant,
  ask,
}: Proven): void => {
  afterEach(() => table.proxy.reset())
  const isJob = declaration.lists?.some((list) => list.endsWith('/due')) ?? false
  const arranged = async (by = scenario): Promise<AnyAsking> => {
    if (isJob) await ask(await table.arranged(scenario))
    return table.arranged(async () => {
      const asking = await by()
      await arrange.bind(asking.as)
      return asking
    })
  }
  const effectOf = async (work: () => Promise<Called[]>) => {
    const before = await table.items()
    const called = await work()
    const after = await table.items()
    expectWholeChains(withTouchedChains(before, after))
    return { called, effect: difference(before, after) }
  }
  const askOnce = async () => {
    const asking = await arranged()
    return effectOf(async () => [await ask(asking)])
  }
  let undisturbed: ReturnType<typeof askOnce> | undefined
  /** The answer and the effect of a run that nothing disturbs, which is done once. */
  const expectedEffect = () => (undisturbed ??= askOnce())
  const takesKey = declaration.idempotencyKey !== undefined

  const isManaged = needsSession(declaration)
  const asSuperAdmin = async (): Promise<AnyAsking> => {
    const asking = await scenario()
    return { ...asking, as: await arrange.superAdminOf(customerOf(asking.input).customerId) }
  }
  const losses = isJob ? [] : rightsLost(declaration)
  /** What is managed on behalf of an organisation is arranged for its partner admin; its super admin does the same. */
  const ofScenarios = [scenario, ...otherwise].map((by, index) => ({
    by,
    how: index === 0 ? '' : ` otherwise (${index})`,
    losses: losses.filter(({ gate }) => !isManaged || gate !== 'organization'),
  }))
  const ways = [
    ...ofScenarios,
    ...(isManaged
      ? [
          {
            by: asSuperAdmin,
            how: ' as super admin',
            losses: losses.filter(({ gate }) => gate === 'organization'),
          },
        ]
      : []),
  ]
  for (const { by, how } of ways)
    proveWrites(
      `is done${how}`,
      table,
      async () => {
        const asking = await arranged(by)
        return () => ask(asking)
      },
      due,
    )

  for (const { by, how, way, lose, instead } of ways.flatMap((one) =>
    one.losses.map((loss) => ({ ...one, ...loss })),
  ))
    it(`commits nothing once the caller ${way}${how}`, async () => {
      const asking = await arranged(by)
      const heldCommit = table.proxy.holdNext(COMMIT)
      const asked = ask(asking)
      await Promise.race([heldCommit.arrived, asked])
      await lose(asking)
      const before = withoutRefusals(await table.items())
      heldCommit.release()
      const late = await asked
      if (late.status < 400) {
        const written = (await table.items()).filter((item) => !before.includes(item))
        expect(partnersNamedIn(written)).toEqual([instead])
        return
      }
      expect(withoutRefusals(await table.items())).toEqual(before)
      expect(outcome(await ask(asking))).toBe(outcome(late))
    })

  const isOfPartner = isOnCustomer(declaration) && admitsPartner(declaration)
  if (isOfPartner && !declaration.keptAfterRevocation)
    it.each(['stays revoked', 'is granted again'])(
      'R60 what was decided before a revocation never commits when the access %s',
      async (after) => {
        const asking = await arranged()
        const { customerId } = customerOf(asking.input)
        const heldCommit = table.proxy.holdNext(COMMIT)
        const asked = ask(asking)
        await Promise.race([heldCommit.arrived, asked])
        await arrange.revokeAccess(customerId)
        if (after === 'is granted again') await arrange.grantAccess(customerId)
        const before = withoutRefusals(await table.items())
        heldCommit.release()
        expect(await heldCommit.status).toBe(400)
        const late = await asked
        const again = after === 'is granted again'
        const ended = isManaged ? 'management-session-required' : afterGrant
        if (again && !ended) expect(late.status).toBe(declaration.on.success)
        else {
          expect(late.body['type']).toBe(`/problems/${again ? ended : 'access-revoked'}`)
          expect(withoutRefusals(await table.items())).toEqual(before)
        }
      },
    )

  if (isOfPartner)
    it('R14 what was decided before the customer moved to another partner never commits', async () => {
      const asking = await arranged()
      const heldCommit = table.proxy.holdNext(COMMIT)
      const asked = ask(asking)
      await Promise.race([heldCommit.arrived, asked])
      await arrange.moveCustomer(customerOf(asking.input).customerId)
      const before = withoutRefusals(await table.items())
      heldCommit.release()
      expect(await asked).toMatchObject({ status: 404, body: { type: '/problems/customer-not-found' } })
      expect(withoutRefusals(await table.items())).toEqual(before)
    })

  if (isOfPartner)
    for (const { by, how } of ofScenarios)
      it(`R14 commits only while the access is of the partner${how}`, async () => {
        const asking = await arranged(by)
        const heldCommit = table.proxy.holdNext(COMMIT)
        const asked = ask(asking)
        await Promise.race([heldCommit.arrived, asked])
        await arrange.giveAccess(customerOf(asking.input).customerId, (await arrange.partner()).partner)
        const before = withoutRefusals(await table.items())
        heldCommit.release()
        expect((await asked).status).toBe(404)
        expect(withoutRefusals(await table.items())).toEqual(before)
      })

  if (isManaged)
    it('R50 what was decided in one management session never commits in the next', async () => {
      const asking = await arranged()
      const { customerId } = customerOf(asking.input)
      const heldCommit = table.proxy.holdNext(COMMIT)
      const asked = ask(asking)
      await Promise.race([heldCommit.arrived, asked])
      const { sessionId } = await arrange.openSession(asking.as, customerId)
      const before = await table.items()
      heldCommit.release()
      expect(await heldCommit.status).toBe(400)
      expect((await asked).status).toBe(declaration.on.success)
      const lines = (await table.items()).filter((item) => isLine(item) && !before.includes(item))
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) expect(line).toMatchObject({ outcome: 'allowed', sessionId })
    })

  const interleaved = async (
    first: () => Promise<Called>,
    second: () => Promise<Called>,
  ): Promise<Called[]> => {
    const heldCommit = table.proxy.holdNext(COMMIT)
    const asked = first()
    await Promise.race([heldCommit.arrived, asked])
    const overtaking = await second()
    heldCommit.release()
    return [await asked, overtaking]
  }

  it('two callers at once come out as one after the other', async () => {
    const inTurn = await arranged()
    const expected = await effectOf(async () => [await ask(inTurn), await ask(inTurn)])
    const atOnce = await arranged()
    const found = await effectOf(() =>
      interleaved(
        () => ask(atOnce),
        () => ask(atOnce),
      ),
    )
    expect(found.called.map(outcome).sort()).toEqual(expected.called.map(outcome).sort())
    expect(found.effect).toEqual(expected.effect)
  })

  if (takesKey)
    it('the same idempotency key at once takes effect once and answers both alike', async () => {
      const expected = await expectedEffect()
      const asking = await arranged()
      const once = () => ask(asking, { idempotencyKey: 'pressed-twice' })
      const { called, effect } = await effectOf(() => interleaved(once, once))
      const { success } = declaration.on
      if (repeated) expect(called.map(outcome).sort()).toEqual([`${success} `, `404 /problems/${repeated}`])
      else {
        expect(called[0]).toEqual(called[1])
        expect(called[0]?.status).toBe(success)
      }
      expect(effect).toEqual(expected.effect)
    })

  it.each<[string, Fault[]]>([
    ['the acknowledgement is lost', ['lost-acknowledgement']],
    ['every acknowledgement is lost', Array<Fault>(15).fill('lost-acknowledgement')],
    ['the request is delivered twice', ['duplicate']],
    [
      'the table is contended, then the acknowledgement lost',
      ['conflict', 'in-progress', 'lost-acknowledgement'],
    ],
  ])('takes effect exactly once and says so when %s', async (_name, faults) => {
    const expected = await expectedEffect()
    const asking = await arranged()
    table.proxy.failNext(COMMIT, ...faults)
    const found = await effectOf(async () => [await ask(asking)])
    expect(masked(found)).toEqual(masked(expected))
  })
}
