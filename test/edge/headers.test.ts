import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { idempotencyKeyOf, ifMatchOf, singleHeader } from '../../functions/edge/headers.ts'
import { http, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import { event, refusal } from './event.ts'

const schema = z.strictObject({ id: z.string() })
const declaration = (more: Partial<HttpDeclaration>): HttpDeclaration => ({
  summary: 'Do it',
  on: http('POST', '/things/{id}'),
  allow: ['applicant'],
  input: schema,
  output: schema,
  ...more,
})

describe('a header that has one value', () => {
  it.each(['Idempotency-Key', 'Content-Type', 'Content-Encoding'])(
    'is refused where it came twice, which the gateway joins with a comma: %s',
    async (name) => {
      for (const value of ['a,b', 'a,a', 'a, b', 'a,', ',a', ','])
        expect(
          await refusal(() => singleHeader(event({ headers: { [name.toLowerCase()]: value } }), name)),
        ).toEqual({
          code: 'invalid-input',
          issues: [{ pointer: '', code: 'repeated', detail: `${name} must be sent once and hold no comma` }],
        })
    },
  )
})

describe('an idempotency key', () => {
  const keyOf = (key: string) => () =>
    idempotencyKeyOf(
      declaration({ idempotencyKey: 'accepted' }),
      event({ headers: { 'idempotency-key': key } }),
    )

  it.each(['', 'with space', 'ไทย', 'x'.repeat(256), 'a\u007f', '\u00e9', 'a\tb'])(
    'is not %j',
    async (key) => {
      expect(await refusal(keyOf(key))).toMatchObject({ code: 'invalid-input' })
    },
  )

  it.each(['k1,k1', 'k1,k2', 'k1, k2', 'k,', ',k', '"a,b"'])('R32 holds no comma: not %j', async (key) => {
    expect(await refusal(keyOf(key))).toMatchObject({ code: 'invalid-input' })
  })

  it.each(['k', 'x'.repeat(255), '"quoted"', '!#$%&*+-./:;<=>?@[]^_`{|}~'])('is %j', async (key) => {
    expect(keyOf(key)()).toBe(key)
  })

  it('is taken where it is declared', async () => {
    const headers = { 'idempotency-key': 'key-1' }
    expect(idempotencyKeyOf(declaration({ idempotencyKey: 'required' }), event({ headers }))).toBe('key-1')
    expect(idempotencyKeyOf(declaration({}), event({ headers }))).toBeUndefined()
    expect(idempotencyKeyOf(declaration({ idempotencyKey: 'accepted' }), event({}))).toBeUndefined()
    expect(
      await refusal(() => idempotencyKeyOf(declaration({ idempotencyKey: 'required' }), event({}))),
    ).toMatchObject({
      code: 'idempotency-key-required',
    })
  })
})

describe('If-Match as RFC 9110, section 13.1.1, says', () => {
  const asked = (tag: string) => () =>
    ifMatchOf(declaration({ ifMatch: 'partner' }), event({ headers: { 'if-match': tag } }))

  it.each([
    ['*', '*'],
    [' *\t', '*'],
    ['"3"', ['"3"']],
    [' "12" ', ['"12"']],
    ['"3", "4"', ['"3"', '"4"']],
    ['"3","3"', ['"3"', '"3"']],
    ['"3" ,\t"4",', ['"3"', '"4"']],
    [', ,"3",,', ['"3"']],
    ['W/"3"', []],
    ['W/"3", "4"', ['"4"']],
    ['"*"', ['"*"']],
    ['"a,b", "3"', ['"a,b"', '"3"']],
    ['""', ['""']],
    ['"\u00e9"', ['"\u00e9"']],
    ['', []],
    [',', []],
  ])('asks by %j for %j', async (tag, asks) => {
    expect(asked(tag)()).toEqual(asks)
  })

  it.each([
    '3',
    '"3',
    '3"',
    "'3'",
    '"3" "4"',
    '"3""4"',
    '"3";',
    '*, "3"',
    '*,*',
    '**',
    'w/"3"',
    'W/3',
    'W/ "3"',
    '"a b"',
    '"3"x',
  ])('is refused as malformed: %j', async (tag) => {
    expect(await refusal(asked(tag))).toEqual({
      code: 'invalid-input',
      issues: [
        {
          pointer: '',
          code: 'header',
          detail: 'If-Match must be * or a list of entity tags in double quotes',
        },
      ],
    })
  })

  it('is read in time that grows with its length', async () => {
    const started = performance.now()
    for (const part of [' ', '\t,', ', ', '"1",', 'W/', '"'])
      expect(await refusal(asked(`"1"${part.repeat(10_000)}x`))).toMatchObject({ code: 'invalid-input' })
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('is needed where it is declared, and only there', async () => {
    expect(await refusal(() => ifMatchOf(declaration({ ifMatch: 'partner' }), event({})))).toMatchObject({
      code: 'if-match-required',
    })
    expect(ifMatchOf(declaration({}), event({ headers: { 'if-match': '"3"' } }))).toBeUndefined()
  })
})
