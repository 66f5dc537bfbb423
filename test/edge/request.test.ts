import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { HttpEvent, idempotencyKeyOf, ifMatchOf, inputOf, signedIn } from '../../functions/edge/request.ts'
import { http, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import { Problem } from '../../shared/kernel/problem.ts'

const MAX_BYTES = 64 * 1_024
const schema = z.strictObject({ id: z.string(), note: z.string().optional(), deep: z.unknown().optional() })
const post = http('POST', '/things/{id}')
const get = http('GET', '/things/{id}')

const event = (parts: Partial<z.input<typeof HttpEvent>>): HttpEvent =>
  HttpEvent.parse({ pathParameters: { id: 'one' }, requestContext: { requestId: 'request-1' }, ...parts })

const refusal = (ask: () => unknown): { code: string; issues: unknown } => {
  try {
    ask()
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.type.code, issues: thrown.details['issues'] }
    throw thrown
  }
  throw new Error('It was not refused')
}
const unknownHere = (...pointers: string[]) =>
  pointers.map((pointer) => ({ pointer, detail: 'is not known here' }))
const nested = (depth: number): string => `{"deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe('the input of a request', () => {
  it('comes from path and body together', () => {
    expect(inputOf(schema, post, event({ body: '{"note":"hello"}' }))).toEqual({ id: 'one', note: 'hello' })
    expect(inputOf(schema, get, event({ queryStringParameters: { note: 'hello' } }))).toEqual({
      id: 'one',
      note: 'hello',
    })
  })

  it('may be in base64, or no body at all', () => {
    const body = Buffer.from('{"note":"สวัสดี"}').toString('base64')
    expect(inputOf(schema, post, event({ body, isBase64Encoded: true }))).toMatchObject({ note: 'สวัสดี' })
    expect(inputOf(schema, post, event({ body: '' }))).toEqual({ id: 'one' })
    expect(inputOf(schema, post, event({}))).toEqual({ id: 'one' })
  })

  it('is refused from the wrong place', () => {
    expect(refusal(() => inputOf(schema, post, event({ body: '{"id":"two"}' })))).toEqual({
      code: 'invalid-input',
      issues: unknownHere('/id'),
    })
    expect(
      refusal(() => inputOf(schema, post, event({ body: '{}', queryStringParameters: { note: 'hello' } }))),
    ).toEqual({ code: 'invalid-input', issues: unknownHere('/note') })
    expect(
      refusal(() => inputOf(schema, get, event({ queryStringParameters: { id: 'two' } }))),
    ).toMatchObject({
      issues: unknownHere('/id'),
    })
    expect(refusal(() => inputOf(schema, get, event({ body: '{}' })))).toMatchObject({
      code: 'invalid-input',
    })
  })

  it('is refused with members that nobody knows, each by its pointer', () => {
    const { code, issues } = refusal(() => inputOf(schema, post, event({ body: '{"a/b":1,"c~d":2}' })))
    expect(code).toBe('invalid-input')
    expect(issues).toEqual(unknownHere('/a~1b', '/c~0d'))
  })

  it.each(['{"__proto__":{"note":"x"}}', '{"constructor":1}', '{"toString":1}'])(
    'is refused as %s',
    (body) => {
      expect(refusal(() => inputOf(schema, post, event({ body })))).toMatchObject({ code: 'invalid-input' })
      expect(Object.hasOwn(Object.prototype, 'note')).toBe(false)
    },
  )

  it('tells every issue at once', () => {
    const strict = z.strictObject({
      id: z.string(),
      one: z.string(),
      two: z.strictObject({ three: z.int() }),
    })
    const { issues } = refusal(() => inputOf(strict, post, event({ body: '{"two":{"three":1.5}}' })))
    expect(issues).toMatchObject([{ pointer: '/one' }, { pointer: '/two/three' }])
  })

  it.each(['{', 'null', '[]', '1', '"text"', '{"a":1}{"b":2}', 'a=1&b=2', '\ufeff{}'])(
    'is no JSON object as %j',
    (body) => {
      expect(refusal(() => inputOf(schema, post, event({ body })))).toMatchObject({ code: 'malformed-body' })
    },
  )

  it('is nested 32 deep at most', () => {
    expect(inputOf(schema, post, event({ body: nested(32) }))).toHaveProperty('deep')
    expect(refusal(() => inputOf(schema, post, event({ body: nested(33) })))).toMatchObject({
      code: 'malformed-body',
    })
    expect(refusal(() => inputOf(schema, post, event({ body: '['.repeat(60_000) })))).toMatchObject({
      code: 'malformed-body',
    })
  })

  it('may hold brackets and quotes in its texts', () => {
    const note = `${'[{'.repeat(100)}\\"`
    expect(inputOf(schema, post, event({ body: JSON.stringify({ note }) }))).toMatchObject({ note })
  })

  it('is 64 kB at most, counted in bytes and before base64', () => {
    const empty = JSON.stringify({ note: '' }).length
    const body = (length: number, letter = 'x') => JSON.stringify({ note: letter.repeat(length) })
    expect(inputOf(schema, post, event({ body: body(MAX_BYTES - empty) }))).toHaveProperty('note')
    expect(refusal(() => inputOf(schema, post, event({ body: body(MAX_BYTES - empty + 1) })))).toMatchObject({
      code: 'body-too-large',
    })
    expect(refusal(() => inputOf(schema, post, event({ body: body(22_000, 'ไ') })))).toMatchObject({
      code: 'body-too-large',
    })
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

  it('R1 is known by a verified e-mail in its canonical spelling', () => {
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
  ])('is nobody with %s', (_what, given, code) => {
    expect(refusal(() => signedIn(withClaims(given)))).toMatchObject({ code })
  })
})

describe('the headers of a request', () => {
  const declaration = (more: Partial<HttpDeclaration>): HttpDeclaration => ({
    summary: 'Do it',
    on: post,
    allow: ['applicant'],
    input: schema,
    output: schema,
    ...more,
  })

  it.each(['', 'with space', 'ไทย', 'x'.repeat(256), 'a\u007f'])('hold no idempotency key %j', (key) => {
    const headers = { 'idempotency-key': key }
    expect(
      refusal(() => idempotencyKeyOf(declaration({ idempotencyKey: 'accepted' }), event({ headers }))),
    ).toMatchObject({
      code: 'invalid-input',
    })
  })

  it('hold an idempotency key where one is taken', () => {
    const headers = { 'idempotency-key': 'key-1' }
    expect(idempotencyKeyOf(declaration({ idempotencyKey: 'required' }), event({ headers }))).toBe('key-1')
    expect(idempotencyKeyOf(declaration({}), event({ headers }))).toBeUndefined()
    expect(idempotencyKeyOf(declaration({ idempotencyKey: 'accepted' }), event({}))).toBeUndefined()
    expect(
      refusal(() => idempotencyKeyOf(declaration({ idempotencyKey: 'required' }), event({}))),
    ).toMatchObject({
      code: 'idempotency-key-required',
    })
  })

  it.each([
    ['"3"', 3],
    [' "12" ', 12],
    ['3', Number.NaN],
    ['W/"3"', Number.NaN],
    ['*', Number.NaN],
    ['"3", "4"', Number.NaN],
    ['', Number.NaN],
  ])('name by If-Match %j the version %d', (tag, version) => {
    expect(ifMatchOf(declaration({ ifMatch: 'partner' }), event({ headers: { 'if-match': tag } }))).toBe(
      version,
    )
  })

  it('need If-Match where it is declared, and only there', () => {
    expect(refusal(() => ifMatchOf(declaration({ ifMatch: 'partner' }), event({})))).toMatchObject({
      code: 'if-match-required',
    })
    expect(ifMatchOf(declaration({}), event({ headers: { 'if-match': '"3"' } }))).toBeUndefined()
  })
})
