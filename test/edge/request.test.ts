import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { HttpEvent } from '../../functions/edge/http-event.ts'
import { inputOf, signedIn } from '../../functions/edge/request.ts'
import { http } from '../../shared/declaration/operation.ts'
import { pageInput } from '../../shared/declaration/page.ts'
import { event, refusal } from './event.ts'

const MAX_BYTES = 64 * 1_024
const schema = z.strictObject({ id: z.string(), note: z.string().optional(), deep: z.unknown().optional() })
const post = http('POST', '/things/{id}')
const get = http('GET', '/things/{id}')

const unknownHere = (...pointers: string[]) =>
  pointers.map((pointer) => ({ pointer, code: 'unknown-member', detail: 'is not known here' }))
const nested = (depth: number): string => `{"deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe('the input of a request', () => {
  it('comes from path and body together', async () => {
    expect(await inputOf(schema, post, event({ body: '{"note":"hello"}' }))).toEqual({
      id: 'one',
      note: 'hello',
    })
    expect(await inputOf(schema, get, event({ queryStringParameters: { note: 'hello' } }))).toEqual({
      id: 'one',
      note: 'hello',
    })
  })

  it('may be in base64, or no body at all', async () => {
    const body = Buffer.from('{"note":"สวัสดี"}').toString('base64')
    expect(await inputOf(schema, post, event({ body, isBase64Encoded: true }))).toMatchObject({
      note: 'สวัสดี',
    })
    expect(await inputOf(schema, post, event({ body: '' }))).toEqual({ id: 'one' })
    expect(await inputOf(schema, post, event({}))).toEqual({ id: 'one' })
  })

  it('is refused from the wrong place', async () => {
    expect(await refusal(() => inputOf(schema, post, event({ body: '{"id":"two"}' })))).toEqual({
      code: 'invalid-input',
      issues: unknownHere('/id'),
    })
    expect(
      await refusal(() =>
        inputOf(schema, post, event({ body: '{}', queryStringParameters: { note: 'hello' } })),
      ),
    ).toEqual({ code: 'invalid-input', issues: unknownHere('/note') })
    expect(
      await refusal(() => inputOf(schema, get, event({ queryStringParameters: { id: 'two' } }))),
    ).toMatchObject({
      issues: unknownHere('/id'),
    })
    expect(await refusal(() => inputOf(schema, get, event({ body: '{}' })))).toMatchObject({
      code: 'invalid-input',
    })
  })

  it('is refused with members that nobody knows, each by its pointer', async () => {
    const { code, issues } = await refusal(() => inputOf(schema, post, event({ body: '{"a/b":1,"c~d":2}' })))
    expect(code).toBe('invalid-input')
    expect(issues).toEqual(unknownHere('/a~1b', '/c~0d'))
  })

  it.each(['{"__proto__":{"note":"x"}}', '{"constructor":1}', '{"toString":1}'])(
    'is refused as %s',
    async (body) => {
      expect(await refusal(() => inputOf(schema, post, event({ body })))).toMatchObject({
        code: 'invalid-input',
      })
      expect(Object.hasOwn(Object.prototype, 'note')).toBe(false)
    },
  )

  it('tells every issue at once', async () => {
    const strict = z.strictObject({
      id: z.string(),
      one: z.string(),
      two: z.strictObject({ three: z.int() }),
    })
    const { issues } = await refusal(() => inputOf(strict, post, event({ body: '{"two":{"three":1.5}}' })))
    expect(issues).toMatchObject([{ pointer: '/one' }, { pointer: '/two/three' }])
  })

  it.each(['{', 'null', '[]', '1', '"text"', '{"a":1}{"b":2}', 'a=1&b=2', '\ufeff', '\ufeff\ufeff{}'])(
    'is no JSON object as %j',
    async (body) => {
      expect(await refusal(() => inputOf(schema, post, event({ body })))).toMatchObject({
        code: 'malformed-body',
      })
    },
  )

  it('is nested 32 deep at most', async () => {
    expect(await inputOf(schema, post, event({ body: nested(32) }))).toHaveProperty('deep')
    expect(await refusal(() => inputOf(schema, post, event({ body: nested(33) })))).toMatchObject({
      code: 'malformed-body',
    })
    expect(await refusal(() => inputOf(schema, post, event({ body: '['.repeat(60_000) })))).toMatchObject({
      code: 'malformed-body',
    })
  })

  it('may hold brackets and quotes in its texts', async () => {
    const note = `${'[{'.repeat(100)}\\"`
    expect(await inputOf(schema, post, event({ body: JSON.stringify({ note }) }))).toMatchObject({ note })
  })

  it('is 64 kB at most, counted in bytes and before base64', async () => {
    const empty = JSON.stringify({ note: '' }).length
    const body = (length: number, letter = 'x') => JSON.stringify({ note: letter.repeat(length) })
    expect(await inputOf(schema, post, event({ body: body(MAX_BYTES - empty) }))).toHaveProperty('note')
    expect(
      await refusal(() => inputOf(schema, post, event({ body: body(MAX_BYTES - empty + 1) }))),
    ).toMatchObject({
      code: 'body-too-large',
    })
    expect(await refusal(() => inputOf(schema, post, event({ body: body(22_000, 'ไ') })))).toMatchObject({
      code: 'body-too-large',
    })
  })
})

const listed = z.strictObject({ id: z.string(), search: z.string().optional(), ...pageInput })
const asked = (rawQueryString: string) => {
  const queryStringParameters = Object.fromEntries(
    [...new Set(new URLSearchParams(rawQueryString).keys())].map((name) => [
      name,
      new URLSearchParams(rawQueryString).getAll(name).join(','),
    ]),
  )
  return () => inputOf(listed, get, event({ rawQueryString, queryStringParameters }))
}

describe('the query of a request', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'is refused with a parameter that every object inherits: %s',
    async (name) => {
      for (const query of [`${name}=1`, `${name}=`, `${name}=1&${name}=2`, `limit=5&${name}=1`])
        expect((await refusal(asked(query))).issues, query).toContainEqual({
          pointer: `/${name}`,
          code: expect.stringMatching(/unknown-member|repeated/),
          detail: expect.stringMatching(/is not known here|must be given once/),
        })
      expect((await refusal(asked(`${name}=1`))).issues).toEqual(unknownHere(`/${name}`))
      const queryStringParameters = JSON.parse(`{"${name}":"1"}`)
      expect(await refusal(() => inputOf(schema, post, event({ queryStringParameters })))).toEqual({
        code: 'invalid-input',
        issues: unknownHere(`/${name}`),
      })
    },
  )

  it.each([
    'limit=5&limit=5',
    'limit=5&limit=6',
    'search=a&limit=5&search=b',
    'lim%69t=1&limit=2',
    'search=&search=',
  ])('is refused with a parameter that is given twice: %s', async (query) => {
    expect(await refusal(asked(query))).toEqual({
      code: 'invalid-input',
      issues: [
        {
          pointer: query.includes('search') ? '/search' : '/limit',
          code: 'repeated',
          detail: 'must be given once',
        },
      ],
    })
  })

  it('may hold commas', async () => {
    expect(await asked('search=a,b&limit=5')()).toMatchObject({ search: 'a,b', limit: 5 })
  })

  it.each([
    [
      '1e1',
      '0x10',
      '0b1',
      '0o7',
      '5.0',
      '5.',
      '.5',
      '1_0',
      '5n',
      'Infinity',
      'NaN',
      'true',
      'null',
      '[5]',
      '5,5',
    ],
    [
      '',
      ' ',
      ' 5',
      '5 ',
      '+5',
      '-5',
      '-0',
      '5%00',
      '5%0A',
      '%EF%BC%95',
      '%D9%A5',
      '%E0%B9%95',
      '%F0%9D%9F%93',
    ],
    ['0', '101', '9007199254740993', '9'.repeat(400)],
  ])('holds whole numbers as decimal digits within their bounds, not as %s, %s, %s …', async (...numbers) => {
    for (const number of numbers)
      expect(await refusal(asked(`limit=${number.replace('+', '%2B')}`)), number).toEqual({
        code: 'invalid-input',
        issues: [
          expect.objectContaining({
            pointer: '/limit',
            code: expect.stringMatching(/^(type|too-small|too-big)$/),
            detail: 'must be a whole number from 1 to 100 in decimal digits',
          }),
        ],
      })
  })

  it('holds whole numbers as decimal digits', async () => {
    expect(await asked('limit=100')()).toMatchObject({ limit: 100 })
    expect(await asked('limit=007')()).toMatchObject({ limit: 7 })
    expect(await asked('')()).toMatchObject({ limit: 25 })
  })
})

describe('the texts of a request', () => {
  const unreadable = (at: string) => ({
    code: 'invalid-input',
    issues: [{ pointer: at, code: 'unreadable', detail: 'must be well-formed Unicode without U+FFFD' }],
  })

  it.each(['\\ufffd', 'a\\ufffdb', '\\ud800', 'a\\udfff', '\\udc00\\ud800'])(
    'hold no %s in a body',
    async (text) => {
      expect(await refusal(() => inputOf(schema, post, event({ body: `{"note":"${text}"}` })))).toEqual(
        unreadable('/note'),
      )
      const body = `{"deep":{"a":["x",{"b":"${text}"}]}}`
      expect(await refusal(() => inputOf(schema, post, event({ body })))).toEqual(unreadable('/deep/a/1/b'))
    },
  )

  it('hold no bytes that could not be read, in query or path', async () => {
    expect(await refusal(asked('search=%FF'))).toEqual(unreadable('/search'))
    expect(await refusal(() => inputOf(schema, get, event({ pathParameters: { id: '\ufffd' } })))).toEqual(
      unreadable('/id'),
    )
  })
})

describe('who is signed in', () => {
  const claims = { sub: 'sub', email: 'Anan@Example.com', email_verified: 'true', exp: '9999999999' }
  const withClaims = (given: Record<string, unknown> | undefined): HttpEvent =>
    event({
      requestContext: {
        requestId: 'request-1',
        ...(given ? { authorizer: { jwt: { claims: given } } } : {}),
      },
    })

  it('R1 is known by a verified e-mail in its canonical spelling', async () => {
    expect(signedIn(withClaims(claims))).toEqual({ email: 'anan@example.com', sub: 'sub' })
    expect(signedIn(withClaims({ ...claims, email_verified: true, token_use: 'access' }))).toMatchObject({
      sub: 'sub',
    })
  })

  it.each([
    ['no claims', undefined, 'not-signed-in'],
    ['no subject', { ...claims, sub: undefined }, 'not-signed-in'],
    ['an empty subject', { ...claims, sub: '' }, 'not-signed-in'],
    ['no expiry', { ...claims, exp: undefined }, 'not-signed-in'],
    ['an id token', { ...claims, token_use: 'id' }, 'not-signed-in'],
    ['an e-mail that is not verified', { ...claims, email_verified: 'false' }, 'email-not-verified'],
    ['an e-mail whose local part is not ASCII', { ...claims, email: 'josé@example.com' }, 'email-not-usable'],
    ['an odd e-mail', { ...claims, email: 'anan' }, 'email-not-verified'],
  ])('is nobody with %s', async (_what, given, code) => {
    expect(await refusal(() => signedIn(withClaims(given)))).toMatchObject({ code })
  })
})
