import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { HttpEvent } from '../../functions/edge/http-event.ts'
import { readInput } from '../../functions/edge/request.ts'
import { issues } from '../../shared/kernel/issue.ts'
import { issueCodes } from '../../shared/kernel/issue-codes.ts'
import { eventFor } from '../support/describe/call.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { allFields, withValue } from './fields.ts'

/** Values of every type, and of every form and size that some member refuses. */
const VALUES: readonly unknown[] = [
  '',
  '\u0000',
  '\u200b',
  '4111 1111 1111 1111',
  'https://example.com/4111111111111111',
  'https://example.com/ x',
  'cs_4111111111111111',
  'P0D',
  'ZZ',
  'a'.repeat(5_000),
  'a'.repeat(54_617),
  'free words',
  'Two\nlines',
  'Ask https://example.com',
  'ab\u200bc',
  undefined,
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 52,
  [],
  {},
  { unknown: 1 },
  Array.from({ length: 200 }, () => 'a'),
]

/** The limits that go with a code; none with the others. */
const LIMITS: Readonly<Record<string, string>> = {
  'too-short': 'min',
  'too-small': 'min',
  'too-few': 'min',
  'too-long': 'max',
  'too-big': 'max',
  'too-many': 'max',
  'too-early': 'earliest',
  'too-late': 'latest',
  'one-of': 'allowed',
  'at-least-one': 'allowed',
  'exactly-one': 'allowed',
}

const Issues = issues()

const issuesOf = async ({ operation }: AreaOperation, input: object): Promise<z.output<typeof Issues>> => {
  const { declaration } = operation
  const event = HttpEvent.parse(eventFor(operation, undefined, { ...input }))
  const reading = readInput(declaration.input, declaration.on, event)
  return 'input' in reading ? [] : Issues.parse(await reading.issues())
}

/** Every issue that an operation finds in its sample, with each member in turn replaced or twice in its list. */
const found = async (tested: AreaOperation) => {
  const { input } = tested.operation.declaration
  const sample = Object(sampleOf(input, 'all'))
  const inputs = allFields(input).flatMap((path) => [
    ...VALUES.map((value) => Object(withValue(sample, path, value))),
    ...(typeof path.at(-1) === 'number' ? [doubled(sample, path.slice(0, -1))] : []),
  ])
  return (await Promise.all([{}, ...inputs].map((each) => issuesOf(tested, each)))).flat()
}

const doubled = (sample: unknown, path: readonly (string | number)[]): object => {
  const list = path.reduce<unknown>((value, name) => Object(value)[name], sample)
  const [first] = Array.isArray(list) ? list : []
  return Object(withValue(sample, path, [first, first]))
}

const asked = httpOperations.filter(({ operation: { declaration } }) => !declaration.signed)
const codes = new Set<string>()

describe('the issues of a refused input', () => {
  it.each(asked)('of $name each have a code of the list, with its limits', async (tested) => {
    for (const issue of await found(tested)) {
      codes.add(issue.code)
      const { pointer, code, detail: _detail, ...limits } = issue
      expect({ pointer, code }).not.toEqual({ pointer, code: 'invalid' })
      expect({ pointer, code, limits: Object.keys(limits) }).toEqual({
        pointer,
        code,
        limits: [LIMITS[code] ?? []].flat(),
      })
    }
  })

  it('have each code of the list, but for those that take more than one member, a header or a clock', () => {
    const { invalid: _generic, header: _header, repeated: _twice, ...rest } = issueCodes
    const elsewhere = ['unreadable', 'too-early', 'too-late', 'exactly-one', 'at-least-one', 'absent']
    expect(Object.keys(rest).filter((code) => !codes.has(code) && !elsewhere.includes(code))).toEqual([])
  })
})
