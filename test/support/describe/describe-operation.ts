import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'
import type { HttpDeclaration, Operation } from '../../../shared/declaration/operation.ts'
import type { ProblemType } from '../../../shared/kernel/problem.ts'
import { writes } from '../../../shared/declaration/grants.ts'
import * as arrange from '../arrange.ts'
import { CustomerId } from '../../../shared/kernel/id.ts'
import { partnerAdminOf } from './gate-refusals.ts'
import { recordGuards } from './guard-recording.ts'
import { call, type CallOptions, type Handler } from './call.ts'
import { describeImpliedRefusals } from './implied-refusals.ts'
import { atKeptCost } from './operation-cost.ts'
import { proveOperation } from './prove-operation.ts'
import { proveSteps } from './prove-steps.ts'
import { expectRecordedRefusal, expectRefusal, type Ask } from './expect-refusal.ts'
import { watchUsage } from './usage.ts'
import { inMemory, useMemoryTable } from '../table/in-memory.ts'
import type { Inspected } from '../table/inspected.ts'
import { useTestTable, type TestTable } from '../table/test-table.ts'

/** Who asks what; of a signed operation, whoever sends the bytes that its service has signed. */
export interface Asking<D extends HttpDeclaration> extends Pick<
  CallOptions,
  'ifMatch' | 'idempotencyKey' | 'rawBody' | 'headers'
> {
  readonly as: arrange.Somebody
  readonly input: z.input<D['input']>
}

type Scenario<D extends HttpDeclaration, A extends Asking<D> = Asking<D>> = () => Promise<A>

type DeclaredCode<D extends HttpDeclaration> = D['problems'] extends readonly (infer P)[]
  ? P extends ProblemType<infer Code>
    ? Code
    : never
  : never

interface Scenarios<D extends HttpDeclaration, A extends Asking<D>> {
  readonly done: {
    /** Names the rules that it shows. */
    readonly title: string
    readonly arrange: Scenario<D, A>
    /** What must hold afterwards, besides the declared status and output. */
    readonly then: (answer: z.output<D['output']>, arranged: A, table: TestTable) => Promise<void> | void
  }
  /** Further ways to be done, where one alone does not use all that the operation is granted. */
  readonly otherwise?: readonly Scenario<D>[]
  /** Further ways to be done that write nothing else, where only these use all that the operation may read. */
  readonly using?: readonly Scenario<D>[]
  /** Further tests, on the same table. */
  readonly also?: (table: TestTable) => void
  /** The shape of the due item that it settles only as it was read, such as `DUE#trial-end`. */
  readonly due?: string
  /** The code of the refusal of a repetition under the same idempotency key, where the operation ends the caller's own right: a replay never outlives access. */
  readonly repeated?: string
  /** The code with which what was decided before a revocation is refused once access is granted again, where it needs what the revocation ended. */
  readonly afterGrant?: string
  /** Whether it asks the outside between two commits, of which the second records what has happened there. */
  readonly inSteps?: true
  /** A scenario for each declared problem; one left out does not compile. */
  readonly refuses: { readonly [Code in DeclaredCode<D>]: Scenario<D> }
}

const parse = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => schema.parse(body)

/**
 * Tests every outcome of an operation through its real handler: done, each declared problem, and whatever its declaration implies
 * (another role, foreign, revoked, replayed, stale …). What writes runs on a real table; a refusal runs on a table in memory, and on
 * the real one too where a condition of its commit refuses it. `test/edge/refusals.test.ts` tests what is refused before the table is asked.
 */
export const describeOperation = <const D extends HttpDeclaration, A extends Asking<D>>(
  operation: Operation<D>,
  handler: Handler,
  { done, otherwise = [], using = [], due, repeated, afterGrant, inSteps, refuses, also }: Scenarios<D, A>,
): void => {
  const { declaration, name } = operation
  describe(name, () => {
    const table = useTestTable()
    const usage = watchUsage(operation, () => table.proxy)
    let keys = 0
    const keyFor = (): string | undefined => (declaration.idempotencyKey ? `key-${(keys += 1)}` : undefined)
    const ask: Ask = ({ as, input, idempotencyKey = keyFor(), ...sent }, options) =>
      recordGuards(() => call(operation, handler, as, { ...input }, { idempotencyKey, ...sent, ...options }))
    const refused = expectRefusal(table)
    beforeEach(() => {
      vi.spyOn(console, 'log').mockReturnValue(undefined)
    })

    it(`done: ${done.title}`, async () => {
      const asking = await table.arranged(done.arrange)
      const called = await atKeptCost(name, table, () => usage.during(() => ask(asking)))
      if (declaration.alwaysRefused) {
        expect(declaration.problems?.map(({ code }) => `/problems/${code}`)).toContain(called.body['type'])
        return
      }
      expect({ status: called.status, body: called.body }).toMatchObject({ status: declaration.on.success })
      const answer = parse<D['output']>(declaration.output, declaration.produces ? called.text : called.body)
      await done.then(answer, asking, table)
    })

    const neverSeen: Scenario<D> = async () => {
      const asking = await done.arrange()
      await arrange.neverSeen(asking.as)
      return asking
    }

    const customerIn = ({ input }: Asking<D>): CustomerId => CustomerId.parse(Object(input).customerId)
    const refusedPartner: Scenario<D> = async () => {
      const asking = await done.arrange()
      const as = await partnerAdminOf(asking)
      await arrange.revokeAccess(customerIn(asking))
      return { ...asking, as }
    }
    const bySuperAdmin: Scenario<D> = async () => {
      const asking = await done.arrange()
      return { ...asking, as: await arrange.superAdminOf(customerIn(asking)) }
    }

    const isPublic = declaration.allow === 'public'
    if (!isPublic)
      it.each([
        ['that nobody has written down', arrange.neverSeen],
        ['that somebody has written down', arrange.neverSignedIn],
      ])('binds an address %s to the one who signs in with it first, of two at once', async (_how, make) => {
        const asking = await table.arranged(async () => {
          const arranged = await done.arrange()
          await make(arranged.as)
          return arranged
        })
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const late = ask(asking)
        await heldCommit.arrived
        const first = { email: asking.as.email, sub: 'somebody with the same address' }
        await arrange.bind(first)
        heldCommit.release()
        expect(await late).toMatchObject({ status: 403, body: { type: '/problems/another-person' } })
        await refused('another-person', 'forbidden', () => ask(asking))
      })

    if (writes(operation))
      proveOperation({
        declaration,
        table,
        scenario: done.arrange,
        otherwise,
        due,
        repeated,
        afterGrant,
        ask,
      })
    if (inSteps) proveSteps({ declaration, table, scenario: done.arrange, ask })

    also?.(table)

    for (const declared of declaration.problems ?? []) {
      const refuse = async (
        of: Inspected,
        arranged: (by: Scenario<D>) => Promise<Asking<D>>,
      ): Promise<void> => {
        const scenario = Object.entries<Scenario<D>>(refuses).find(([code]) => code === declared.code)?.[1]
        if (!scenario) throw new Error(`There is no scenario for ${declared.code}`)
        const asking = await arranged(scenario)
        const isRecorded = declared.kind === 'payment-required'
        const called = isRecorded
          ? await expectRecordedRefusal(of)(declared.code, declared.kind, () =>
              ask({ idempotencyKey: 'refused-twice', ...asking }),
            )
          : await expectRefusal(of)(declared.code, declared.kind, () => ask(asking))
        const {
          type: _type,
          title: _title,
          status: _status,
          detail: _detail,
          instance: _instance,
          ...details
        } = called.body
        declared.details().parse(details)
      }
      it(`refused: ${declared.code}`, async () => {
        const isRefusedByTable = await inMemory(async (memory) => {
          await refuse(memory, (scenario) => scenario())
          return memory.conflicts() > 0
        })
        if (isRefusedByTable) await refuse(table, table.arranged)
      })
    }

    if (isPublic && !declaration.signed) return

    it('uses every permission that it is granted, and no other', async () => {
      const scenarios = [
        neverSeen,
        done.arrange,
        ...otherwise,
        ...using,
        ...Object.values<Scenario<D>>(refuses),
      ]
      for (const scenario of [
        ...scenarios,
        ...(declaration.onBehalf
          ? [refusedPartner, bySuperAdmin]
          : declaration.isOwn
            ? [refusedPartner]
            : []),
      ])
        if (usage.faults().unused.length > 0) {
          const asking = await table.arranged(scenario)
          await usage.during(() => ask(asking))
        }
      expect(usage.faults()).toEqual({ unused: [], ungranted: [], needless: [] })
    })

    describe('on a table in memory', () => {
      describeImpliedRefusals({ operation, table: useMemoryTable(), scenario: done.arrange, repeated, ask })
    })
  })
}
