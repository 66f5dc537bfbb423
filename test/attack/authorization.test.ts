import { beforeAll, describe, expect, it, vi } from 'vitest'
import { statusOf } from '../../functions/edge/problem-details.ts'
import { problemsOf } from '../../shared/declaration/implied-problems.ts'
import { writes } from '../../shared/declaration/grants.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { ask, casesOf, codeOf, lasting } from './asking.ts'
import { makeCast, type Cast } from './cast.ts'

const SLOW_MS = 60_000

describe('who may ask what', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  useDns()
  useLambdaService()
  let cast: Cast
  beforeAll(async () => {
    cast = await makeCast({ trial: true })
  }, SLOW_MS)

  it('knows something valid to ask of each operation', () => {
    const without = httpOperations.filter(({ operation: { declaration } }) =>
      (['required', 'all'] as const).some(
        (members) => !declaration.input.safeParse(sampleOf(declaration.input, members)).success,
      ),
    )
    expect(without.map(({ name }) => name)).toEqual([])
    expect(httpOperations.length).toBeGreaterThanOrEqual(34)
  })

  it.each(httpOperations)(
    '$name refuses whom its declaration does not admit, and changes nothing',
    async (asked) => {
      const refused = casesOf(asked, cast).filter(({ refusal }) => refusal !== undefined)
      const before = lasting(await table.items())
      const answers = await Promise.all(
        refused.map(async (one) => {
          const called = await ask(asked, one)
          const kind = problemsOf(asked.operation).find(({ code }) => code === one.refusal)?.kind
          return {
            who: `${one.attacker.is}, ${one.relation}`,
            expected: `${kind && statusOf[kind]} ${one.refusal}`,
            actual: `${called.status} ${codeOf(called)}`,
          }
        }),
      )
      expect(answers.filter(({ expected, actual }) => expected !== actual)).toEqual([])
      expect(lasting(await table.items())).toEqual(before)
    },
  )

  it.each(httpOperations)('$name admits whom its declaration admits', async (asked) => {
    const { operation } = asked
    const { problems = [], ifMatch } = operation.declaration
    const declared = [...problems.map(({ code }) => code), ...(ifMatch ? ['changed-meanwhile'] : [])]
    const met: (string | undefined)[] = []
    for (const trial of [false, true]) {
      const stage = writes(operation) ? await makeCast({ trial }) : cast
      for (const one of casesOf(asked, stage).filter(({ refusal }) => refusal === undefined)) {
        const called = await ask(asked, one)
        const answer = called.status === operation.declaration.on.success ? 'done' : codeOf(called)
        met.push(answer)
        expect(['done', ...declared], `${one.attacker.is}, ${one.relation}`).toContain(answer)
      }
      if (met.includes('done')) break
    }
    expect(met).toContain('done')
  })
})
