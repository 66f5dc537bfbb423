import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters } from '../../shared/declaration/operation.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { admittedTo, ask, codeOf, inputFor, lasting } from './asking.ts'
import { makeCast, type Cast } from './cast.ts'
import { textFields, withValue, type Path } from './fields.ts'
import { BOMBS, MALFORMED, NO_OBJECT, STRANGE, type Body } from './json-cases.ts'

/** What the mutations grow from; another one by ATTACK_SEED. A failure prints it. */
const SEED = Number(process.env['ATTACK_SEED'] ?? 20_261_123)
const MUTATIONS = 40
const LONGEST_MS = 3_000

describe('input that no honest client sends', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  useDns()
  useLambdaService()
  let cast: Cast
  beforeAll(async () => {
    cast = await makeCast({ trial: true })
  }, 60_000)

  const withBody = httpOperations.filter(
    ({ operation: { declaration } }) => takesBody(declaration.on.method) && declaration.allow !== 'public',
  )

  it.each(withBody)('$name refuses bodies that are no JSON object, or none it knows', async (asked) => {
    const one = admittedTo(asked, cast)
    const before = lasting(await table.items())
    const expected: (readonly [string, Record<string, Body>])[] = [
      ['malformed-body', { ...MALFORMED, ...NO_OBJECT, ...BOMBS }],
      ['invalid-input', STRANGE],
      ['body-too-large', { large: `{"a":"${'x'.repeat(65_536)}"}`, larger: ' '.repeat(5_000_000) }],
    ]
    for (const [code, bodies] of expected)
      for (const [name, rawBody] of Object.entries(bodies)) {
        const startedMs = performance.now()
        const called = await ask(asked, one, inputFor(asked, one), { rawBody })
        expect({ name, code: codeOf(called) }).toEqual({ name, code })
        expect(performance.now() - startedMs, name).toBeLessThan(LONGEST_MS)
      }
    expect(lasting(await table.items())).toEqual(before)
  })

  const strange = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(null, true, -1, 1e308, -0, 0.5, 2 ** 53, [], {}, [[]], { __proto__: null }, '', '\u0000'),
    fc.maxSafeInteger(),
  )
  const mutation = (paths: readonly Path[]) =>
    fc.oneof(
      fc.record({ path: fc.constantFrom(...paths), value: strange }),
      fc.record({ path: fc.constantFrom(...paths), value: fc.constant(undefined) }),
      fc.record({
        path: fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'version'))),
        value: strange,
      }),
    )

  it.each(httpOperations)('$name answers mutations of what is valid without breaking', async (asked) => {
    const { declaration } = asked.operation
    const one = admittedTo(asked, cast)
    const valid = withValue(sampleOf(declaration.input, 'all'), ['cursor'], undefined)
    const members = Object.keys(declaration.input.shape).map((name): Path => [name])
    const paths = [...members, ...textFields(declaration.input), ['unknown']]
    const named = Object.fromEntries(
      pathParameters(declaration.on.path).map((name) => [name, inputFor(asked, one)[name]]),
    )
    let untouched = lasting(await table.items())
    await fc.assert(
      fc.asyncProperty(fc.array(mutation(paths), { minLength: 1, maxLength: 3 }), async (mutations) => {
        const input = mutations.reduce<unknown>(
          (mutated, { path, value }) => withValue(mutated, path, value),
          { ...Object(valid), ...named },
        )
        const called = await ask(asked, one, Object(input))
        expect(called.status, JSON.stringify(called.body)).toBeLessThan(500)
        if (called.status < 400) untouched = lasting(await table.items())
      }),
      { seed: SEED, numRuns: MUTATIONS, endOnFailure: true },
    )
    expect(lasting(await table.items())).toEqual(untouched)
  })
})
