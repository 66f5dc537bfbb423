import { beforeEach, describe, expect, it, vi } from 'vitest'
import { statusOf } from '../../functions/edge/problem-details.ts'
import { problemsOf } from '../../shared/declaration/implied-problems.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { ask, casesOf, codeOf, isDone, type Case } from './asking.ts'
import { makeCast, withCast, type Cast } from './cast.ts'

const refusedCases = (tested: AreaOperation, cast: Cast): Case[] =>
  casesOf(tested, cast).filter(({ refusal }) => refusal !== undefined)

/** What was answered and what the oracle says, each as a status and a code. */
const compared = async (tested: AreaOperation, one: Case) => {
  const called = await ask(tested, one)
  const kind = problemsOf(tested.operation).find(({ code }) => code === one.refusal)?.kind
  return {
    who: `${one.attacker.is}, ${one.relation}`,
    expected: `${kind && statusOf[kind]} ${one.refusal}`,
    actual: `${called.status} ${codeOf(called)}`,
  }
}

describe('who may ask what', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  useDns()
  useLambdaService()
  usePaymentProvider()

  it('knows something valid to ask of each operation', () => {
    const without = httpOperations.filter(({ operation: { declaration } }) =>
      (['required', 'all'] as const).some(
        (members) => !declaration.input.safeParse(sampleOf(declaration.input, members)).success,
      ),
    )
    expect(without.map(({ name }) => name)).toEqual([])
    expect(httpOperations.length).toBeGreaterThanOrEqual(34)
  })

  describe('on a table in memory', () => {
    it.each(httpOperations)(
      '$name refuses whom its declaration does not admit, and changes nothing',
      async (tested) =>
        withCast({ trial: true }, async (cast, table) => {
          const before = withoutBindings(table.items())
          const answers = await Promise.all(refusedCases(tested, cast).map((one) => compared(tested, one)))
          expect(answers.filter(({ expected, actual }) => expected !== actual)).toEqual([])
          expect(withoutBindings(table.items())).toEqual(before)
        }),
    )

    it.each(httpOperations)('$name admits whom its declaration admits', async (tested) => {
      const {
        problems = [],
        ifMatch,
        deletes = [],
        updates = [],
        alwaysRefused,
      } = tested.operation.declaration
      // Who has an organisation removed has no role in it any more.
      const isRemoved = deletes.includes('organizationMembership')
      const declared = [
        ...problems.map(({ code }) => code),
        ...(ifMatch ? ['changed-meanwhile'] : []),
        ...(isRemoved ? ['customer-not-found'] : []),
        // Who hands over has another role afterwards.
        ...(updates.includes('organizationMembership') ? ['role-required'] : []),
      ]
      const met: (string | undefined)[] = []
      for (const trial of [false, true]) {
        await withCast({ trial }, async (cast) => {
          for (const one of casesOf(tested, cast).filter(({ refusal }) => refusal === undefined)) {
            const called = await ask(tested, one)
            const answer = isDone(tested, called) ? 'done' : codeOf(called)
            met.push(answer)
            expect(['done', ...declared], `${one.attacker.is}, ${one.relation}`).toContain(answer)
          }
        })
        if (met.includes('done')) break
      }
      expect(met).toContain(alwaysRefused ? problems[0]?.code : 'done')
    })
  })

  describe('on the real table', () => {
    const table = useTestTable()

    it('each kind of refusal changes nothing', async () => {
      const cast = await table.arranged(() => makeCast({ trial: true }))
      const ofEachKind = new Map(
        httpOperations.flatMap((tested) =>
          refusedCases(tested, cast).map((one) => [one.refusal, { tested, one }] as const),
        ),
      )
      expect(ofEachKind.size).toBeGreaterThanOrEqual(10)
      for (const { tested, one } of ofEachKind.values()) {
        const before = withoutBindings(await table.items())
        const { expected, actual } = await compared(tested, one)
        expect(actual).toBe(expected)
        expect(withoutBindings(await table.items())).toEqual(before)
      }
    })
  })
})
