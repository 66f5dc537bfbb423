import { expect, it } from 'vitest'
import { admitsPartner, isOnCustomer, type HttpDeclaration } from '../../../shared/declaration/operation.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import * as arrange from '../arrange.ts'
import type { Fault } from '../faults/faults.ts'
import type { HeldRequest } from '../faults/fault-proxy.ts'
import { expectWholeChains, withTouchedChains } from '../table/audit-chains.ts'
import { difference, masked } from '../table/difference.ts'
import type { TestTable } from '../table/test-table.ts'
import type { Called } from './call.ts'
import type { AnyAsking, Ask } from './expect-refusal.ts'
import { rightsLost } from './rights.ts'

interface InSteps {
  readonly declaration: HttpDeclaration
  readonly table: TestTable
  readonly scenario: () => Promise<AnyAsking>
  readonly ask: Ask
}

const COMMIT = 'TransactWriteItems'

/** Begins a request that waits with what it is about to record. */
export const beforeRecord = async (
  table: TestTable,
  ask: () => Promise<Called>,
): Promise<{ readonly answer: Promise<Called>; readonly record: HeldRequest }> => {
  const intent = table.proxy.holdNext(COMMIT)
  const answer = ask()
  await intent.arrived
  const record = table.proxy.holdNext(COMMIT)
  intent.release()
  await record.arrived
  return { answer, record }
}

/** The ways in which a partner may lose the customer itself. */
const customerLost = (declaration: HttpDeclaration) =>
  isOnCustomer(declaration) && admitsPartner(declaration)
    ? [
        { way: 'was revoked (R60)', lose: arrange.revokeAccess },
        { way: 'lost the customer to another partner (R14)', lose: arrange.moveCustomer },
      ].map(({ way, lose }) => ({
        way,
        lose: async ({ input }: AnyAsking): Promise<void> => {
          await lose(CustomerId.parse(Object(input).customerId))
        },
      }))
    : []

/**
 * Tests what holds of every operation that asks the outside between two commits: what has happened there is recorded, whatever right
 * ended meanwhile and whatever fault the second commit meets; while it is open, the same key says so and asks nothing more.
 */
export const proveSteps = ({ declaration, table, scenario, ask }: InSteps): void => {
  const arranged = () =>
    table.arranged(async () => {
      const asking = await scenario()
      await arrange.bind(asking.as)
      return asking
    })
  const effectOf = async (work: () => Promise<Called>) => {
    const before = await table.items()
    const { status } = await work()
    const after = await table.items()
    expectWholeChains(withTouchedChains(before, after))
    return { status, effect: difference(before, after) }
  }

  let undisturbed: ReturnType<typeof effectOf> | undefined
  /** The effect of a run that nothing disturbs, which is done once. */
  const expectedEffect = () => (undisturbed ??= arranged().then((asking) => effectOf(() => ask(asking))))

  for (const { way, lose } of [...rightsLost(declaration), ...customerLost(declaration)])
    it(`records what has happened outside although the caller ${way} meanwhile`, async () => {
      const asking = await arranged()
      const { answer, record } = await beforeRecord(table, () => ask(asking))
      await lose(asking)
      const before = await table.items()
      record.release()
      expect(await answer).toMatchObject({ status: declaration.on.success })
      const after = await table.items()
      expectWholeChains(withTouchedChains(before, after))
      expect(Object.keys(difference(before, after))).toContainEqual(expect.stringMatching(/^added AUDIT#/))
    })

  it.each<[string, Fault[]]>([
    ['the acknowledgement is lost', ['lost-acknowledgement']],
    ['it is delivered twice', ['duplicate']],
    ['the table is contended', ['conflict', 'in-progress']],
  ])('records what has happened outside exactly once when %s', async (_name, faults) => {
    const expected = await expectedEffect()
    const asking = await arranged()
    const found = await effectOf(async () => {
      const { answer, record } = await beforeRecord(table, () => ask(asking))
      table.proxy.failNext(COMMIT, ...faults)
      record.release()
      return answer
    })
    expect(masked(found)).toEqual(masked(expected))
  })

  const { success, open } = declaration.on
  if (open !== undefined)
    it('the same idempotency key says that the outcome is open until it is recorded, then answers it', async () => {
      const expected = await expectedEffect()
      const asking = { ...(await arranged()), idempotencyKey: 'pressed-again' }
      const found = await effectOf(async () => {
        const { answer, record } = await beforeRecord(table, () => ask(asking))
        expect(await ask(asking)).toMatchObject({ status: open })
        record.release()
        const first = await answer
        expect(first.status).toBe(success)
        expect(await ask(asking)).toEqual(first)
        return first
      })
      expect(masked(found)).toEqual(masked(expected))
    })
}
