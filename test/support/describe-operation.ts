import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'
import { statusOf } from '../../functions/problem-details.ts'
import { STAFF_ROLES, type Role } from '../../shared/kernel/caller.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { isOnCustomer, type HttpDeclaration, type Operation } from '../../shared/kernel/operation.ts'
import type { ProblemKind, ProblemType } from '../../shared/kernel/problem.ts'
import { writes } from '../../shared/table/grants.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from './arrange.ts'
import { asked } from './asked.ts'
import { call, type Called, type CallOptions, type Handler } from './call.ts'
import { atKeptCost } from './operation-cost.ts'
import { proveOperation } from './prove-operation.ts'
import { watchUsage } from './usage.ts'
import { useTestTable, type TestTable } from './test-table.ts'

/** Who asks what. */
export interface Asking<D extends HttpDeclaration> extends Pick<CallOptions, 'ifMatch'> {
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
  /** Further tests, on the same table. */
  readonly also?: (table: TestTable) => void
  /** The sort key of what it settles of a schedule, only as it was found. */
  readonly due?: string
  /** A scenario for each declared problem; one left out does not compile. */
  readonly refuses: { readonly [Code in DeclaredCode<D>]: Scenario<D> }
}

/** What a refusal leaves as it was: all but the binding of e-mails to subjects. */
const lasting = (items: readonly StoredItem[]): readonly StoredItem[] =>
  items.filter(({ pk }) => !pk.startsWith('SUBJECT#'))

const parse = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => schema.parse(body)

const allowed = ({ allow }: HttpDeclaration): readonly Role[] => (typeof allow === 'string' ? [] : allow)

const hasMembership = ({ allow }: HttpDeclaration): boolean =>
  allow !== 'public' && allow !== 'signed-in' && !allow.includes('applicant')

/**
 * Tests every outcome of an operation through its real handler on a real table: done, each declared problem,
 * and whatever its declaration implies (nobody, another role, foreign, revoked, invalid, replayed, stale …).
 */
export const describeOperation = <const D extends HttpDeclaration, A extends Asking<D>>(
  operation: Operation<D>,
  handler: Handler,
  { done, otherwise = [], due, refuses, also }: Scenarios<D, A>,
): void => {
  const { declaration, name } = operation
  describe(name, () => {
    const table = useTestTable()
    let keys = 0
    const keyFor = (): string | undefined => (declaration.idempotencyKey ? `key-${(keys += 1)}` : undefined)
    const ask = async (asking: Asking<D>, options: CallOptions = {}): Promise<Called> => {
      const { as, input, ifMatch } = asking
      return asked(() =>
        call(operation, handler, as, { ...input }, { idempotencyKey: keyFor(), ifMatch, ...options }),
      )
    }
    const refused = async (code: string, kind: ProblemKind, ask: () => Promise<Called>): Promise<Called> => {
      const before = lasting(await table.items())
      const called = await ask()
      expect({ code: called.body['type'], status: called.status }).toEqual({
        code: `/problems/${code}`,
        status: statusOf[kind],
      })
      expect(called.headers['content-type']).toBe('application/problem+json')
      expect(lasting(await table.items())).toEqual(before)
      return called
    }
    beforeEach(() => {
      vi.spyOn(console, 'log').mockReturnValue(undefined)
    })

    it(`done: ${done.title}`, async () => {
      const asking = await done.arrange()
      const called = await atKeptCost(name, table, () => ask(asking))
      expect({ status: called.status, body: called.body }).toMatchObject({ status: declaration.on.success })
      const answer = parse<D['output']>(declaration.output, declaration.produces ? called.text : called.body)
      await done.then(answer, asking, table)
    })

    if (declaration.allow !== 'public') {
      it('binds an address to the one who signs in with it first, of two that come at once', async () => {
        const asking = await done.arrange()
        await arrange.neverSignedIn(asking.as)
        const held = table.way.holdNext('TransactWriteItems')
        const late = ask(asking)
        await held.arrived
        const first = { email: asking.as.email, sub: 'somebody with the same address' }
        await arrange.bind(first)
        held.release()
        expect(await late).toMatchObject({ status: 403, body: { type: '/problems/another-person' } })
        await refused('another-person', 'forbidden', () => ask(asking))
      })

      if (writes(operation))
        proveOperation<Asking<D>>({ declaration, table, scenario: done.arrange, otherwise, due, ask })
    }

    also?.(table)

    for (const declared of declaration.problems ?? []) {
      it(`refused: ${declared.code}`, async () => {
        const scenario = Object.entries<Scenario<D>>(refuses).find(([code]) => code === declared.code)?.[1]
        if (!scenario) throw new Error(`There is no scenario for ${declared.code}`)
        const asking = await scenario()
        const called = await refused(declared.code, declared.kind, () => ask(asking))
        const {
          type: _type,
          title: _title,
          status: _status,
          detail: _detail,
          instance: _instance,
          ...details
        } = called.body
        declared.details().parse(details)
      })
    }

    if (declaration.allow === 'public') return

    it('uses every permission that it is granted, and no other', async () => {
      const usage = watchUsage(operation, table.way)
      const use = async (scenario: Scenario<D>, unknown: boolean): Promise<void> => {
        const asking = await scenario()
        if (unknown) await arrange.neverSignedIn(asking.as)
        await usage.during(() => ask(asking))
      }
      await use(done.arrange, false)
      await use(done.arrange, true)
      for (const scenario of [...otherwise, ...Object.values<Scenario<D>>(refuses)])
        if (usage.faults().unused.length > 0) await use(scenario, false)
      expect(usage.faults()).toEqual({ unused: [], ungranted: [], needless: [] })
    })

    it('refused: not-signed-in, email-not-verified, an id token, another-person', async () => {
      const asking = await done.arrange()
      await refused('not-signed-in', 'unauthenticated', () =>
        call(operation, handler, undefined, { ...asking.input }),
      )
      await refused('email-not-verified', 'forbidden', () =>
        ask(asking, { claims: { email_verified: 'false' } }),
      )
      await refused('not-signed-in', 'unauthenticated', () => ask(asking, { claims: { token_use: 'id' } }))
      await arrange.setPerson(asking.as, (person) => person)
      await refused('another-person', 'forbidden', () =>
        ask(asking, { claims: { sub: 'somebody who got the address later' } }),
      )
    })

    it('refused: invalid-input for unknown and misplaced members', async () => {
      const asking = await done.arrange()
      const called = await refused('invalid-input', 'invalid', () =>
        call(
          operation,
          handler,
          asking.as,
          { ...asking.input, nobodyKnows: 'this' },
          { idempotencyKey: keyFor(), ifMatch: asking.ifMatch },
        ),
      )
      expect(called.body['issues']).toContainEqual({ pointer: '/nobodyKnows', detail: 'is not known here' })
    })

    if (declaration.on.method === 'POST' || declaration.on.method === 'PUT')
      it('refused: malformed-body, body-too-large', async () => {
        const asking = await done.arrange()
        for (const rawBody of ['{"half":', '[]', '"text"', '{"a":'.repeat(40) + '1' + '}'.repeat(40)])
          await refused('malformed-body', 'invalid', () => ask(asking, { rawBody }))
        await refused('body-too-large', 'too-large', () =>
          ask(asking, { rawBody: JSON.stringify({ a: 'x'.repeat(70_000) }) }),
        )
      })

    if (hasMembership(declaration))
      it('refused: strangers and people of other roles', async () => {
        const asking = await done.arrange()
        const code =
          isOnCustomer(declaration) && !declaration.surface ? 'customer-not-found' : 'role-required'
        const kind = code === 'role-required' ? 'forbidden' : 'missing'
        const others = [arrange.somebody('stranger')]
        if (!declaration.surface) others.push((await arrange.partner()).admin)
        const staffRoles = STAFF_ROLES.filter(
          (role) => !allowed(declaration).some((admitted) => admitted === role || admitted === 'staff'),
        )
        for (const role of staffRoles) others.push(await arrange.staff(role))
        for (const as of others) await refused(code, kind, () => ask({ ...asking, as }))
      })

    if (declaration.surface)
      it('refused: partner-deactivated (R8)', async () => {
        const asking = await done.arrange()
        await arrange.setPerson(asking.as, (person) => ({
          ...person,
          ...(person.partner ? { partner: { ...person.partner, status: 'deactivated' as const } } : {}),
        }))
        await refused('partner-deactivated', 'forbidden', () => ask(asking))
      })

    if (declaration.surface === 'console')
      it('refused: console-requires-workplace', async () => {
        const asking = await done.arrange()
        await arrange.setPerson(asking.as, (person) => ({
          ...person,
          ...(person.partner ? { partner: { ...person.partner, workplace: false } } : {}),
        }))
        await refused('console-requires-workplace', 'forbidden', () => ask(asking))
      })

    if (isOnCustomer(declaration))
      it('refused: customer-not-found for foreign and missing customers alike', async () => {
        const asking = await done.arrange()
        const foreign = await arrange.customer((await arrange.partner()).partner)
        const missing = 'cus_00000000000000000000000000'
        for (const customerId of [foreign.customer.customerId, missing])
          await refused('customer-not-found', 'missing', () =>
            call(
              operation,
              handler,
              asking.as,
              { ...asking.input, customerId },
              { idempotencyKey: keyFor(), ifMatch: asking.ifMatch },
            ),
          )
      })

    if (isOnCustomer(declaration) && declaration.surface && !declaration.keptAfterRevocation)
      it('refused: access-revoked, with the instant (R60)', async () => {
        const asking = await done.arrange()
        const { customerId } = Object(asking.input)
        await arrange.revokeAccess(CustomerId.parse(customerId))
        const called = await refused('access-revoked', 'forbidden', () => ask(asking))
        expect(called.body['revokedAt']).toMatch(/^\d{4}-.*Z$/)
      })

    if (declaration.idempotencyKey && writes(operation))
      it('replayed: the same key and input give the same answer once', async () => {
        const asking = await done.arrange()
        const idempotencyKey = 'the-same-key'
        const first = await ask(asking, { idempotencyKey })
        expect(first.status).toBe(declaration.on.success)
        const before = lasting(await table.items())
        expect(await ask(asking, { idempotencyKey })).toEqual(first)
        expect(lasting(await table.items())).toEqual(before)
      })

    if (declaration.idempotencyKey === 'required')
      it('refused: idempotency-key-required', async () => {
        const asking = await done.arrange()
        await refused('idempotency-key-required', 'invalid', () => ask(asking, { idempotencyKey: undefined }))
      })

    if (declaration.ifMatch)
      it('refused: if-match-required, changed-meanwhile', async () => {
        const asking = await done.arrange()
        await refused('if-match-required', 'precondition-required', () => ask(asking, { ifMatch: undefined }))
        for (const ifMatch of ['"999"', '*', 'W/"1"', ''])
          await refused('changed-meanwhile', 'stale', () => ask(asking, { ifMatch }))
      })
  })
}
