import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters } from '../../shared/declaration/operation.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { admittedTo, ask, inputFor } from './asking.ts'
import { withCast } from './cast.ts'
import { objectFields, textFields, withValue, type Path } from './fields.ts'
import { BOMBS, MALFORMED, NO_OBJECT, STRANGE, type Body } from './json-cases.ts'
import { refusalOfInput } from './parsing.ts'

/** What the mutations grow from; another one by ATTACK_SEED. A failure prints it. */
const SEED = Number(process.env['ATTACK_SEED'] ?? 20_261_123)
const MUTATIONS = 40
const LONGEST_MS = 3_000

const withoutMembers = (input: unknown, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(Object(input)).filter(([name]) => !names.includes(name)))

describe('input that no honest client sends', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  useDns()
  useLambdaService()
  usePaymentProvider()

  const withBody = httpOperations.filter(({ operation: { declaration } }) => takesBody(declaration.on.method))

  it.each(withBody)('$name refuses bodies that are no JSON object, or none it knows', (tested) => {
    const expected: (readonly [string, Record<string, Body>])[] = [
      ['malformed-body', { ...MALFORMED, ...NO_OBJECT, ...BOMBS }],
      ['invalid-input', STRANGE],
      ['body-too-large', { large: `{"a":"${'x'.repeat(65_536)}"}`, larger: ' '.repeat(5_000_000) }],
    ]
    for (const [code, bodies] of expected)
      for (const [name, rawBody] of Object.entries(bodies)) {
        const startedMs = performance.now()
        expect({ name, code: refusalOfInput(tested, {}, { rawBody }) }).toEqual({ name, code })
        expect(performance.now() - startedMs, name).toBeLessThan(LONGEST_MS)
      }
  })

  /** Members that every object inherits, besides `__proto__`, which JSON can hold as any other. */
  const INHERITED = ['__proto__', ...Object.getOwnPropertyNames(Object.prototype)]

  it.each(withBody)('$name refuses members that every object inherits, at any depth', (tested) => {
    const { input, on } = tested.operation.declaration
    const whole: Record<string, unknown> = Object(sampleOf(input, 'all'))
    const sample = withoutMembers(whole, pathParameters(on.path))
    expect(refusalOfInput(tested, whole, { rawBody: JSON.stringify(sample) })).toBeUndefined()
    for (const path of objectFields(input))
      for (const name of INHERITED) {
        const rawBody = JSON.stringify(withValue(sample, [...path, 'inherited'], {})).replace(
          '"inherited"',
          JSON.stringify(name),
        )
        expect({ rawBody, code: refusalOfInput(tested, whole, { rawBody }) }).toEqual({
          rawBody,
          code: 'invalid-input',
        })
      }
  })

  it.each(httpOperations)('$name refuses U+FFFD and half characters in every text', (tested) => {
    const { input } = tested.operation.declaration
    expect(refusalOfInput(tested, Object(sampleOf(input, 'all')))).toBeUndefined()
    for (const path of textFields(input))
      for (const text of ['\ufffd', 'a\ufffdb', '\ud800', 'a\udfff']) {
        const code = refusalOfInput(tested, Object(withValue(sampleOf(input, 'all'), path, text)))
        expect(['invalid-input', 'malformed-body'], path.join('.')).toContain(code)
      }
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

  it.each(httpOperations)('$name answers mutations of what is valid without breaking', async (tested) =>
    withCast({ trial: true }, async (cast, table) => {
      const { declaration } = tested.operation
      const one = admittedTo(tested, cast)
      const valid = withValue(sampleOf(declaration.input, 'all'), ['cursor'], undefined)
      const members = Object.keys(declaration.input.shape).map((name): Path => [name])
      const paths = [...members, ...textFields(declaration.input), ['unknown']]
      const named = Object.fromEntries(
        pathParameters(declaration.on.path).map((name) => [name, inputFor(tested, one)[name]]),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(mutation(paths), { minLength: 1, maxLength: 3 }), async (mutations) => {
          const input = mutations.reduce<unknown>(
            (mutated, { path, value }) => withValue(mutated, path, value),
            { ...Object(valid), ...named },
          )
          const before = withoutBindings(table.items())
          const called = await ask(tested, one, Object(input))
          expect(called.status, JSON.stringify(called.body)).toBeLessThan(500)
          if (called.status >= 400) expect(withoutBindings(table.items())).toEqual(before)
        }),
        { seed: SEED, numRuns: MUTATIONS, endOnFailure: true },
      )
    }),
  )
})
