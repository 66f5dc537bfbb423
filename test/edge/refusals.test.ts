import { beforeEach, describe, expect, it, vi } from 'vitest'
import { everyAnswer } from '../../functions/edge/every-answer.ts'
import { statusOf } from '../../functions/edge/problem-details.ts'
import { problemsOf } from '../../shared/declaration/implied-problems.ts'
import { takesBody } from '../../shared/declaration/method.ts'
import { logsRefusals, type HttpDeclaration, type Signed } from '../../shared/declaration/operation.ts'
import * as arrange from '../support/arrange.ts'
import { call, type CallOptions } from '../support/describe/call.ts'
import { handlerOf, httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { SETTINGS } from '../support/table/settings.ts'

interface Refusal extends CallOptions {
  readonly code: string
  /** Who asks; somebody signed in unless told. */
  readonly as?: undefined
  readonly input?: object
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** What an operation refuses that takes only what its service has signed: nothing of it is read. */
const unsigned = ({ header, maxBytes, refusal: { code } }: Signed): Record<string, Refusal> => ({
  'no signature': { code },
  'another signature': { code, headers: { [header.toLowerCase()]: 't=1,v1=00' } },
  'half a body': { code, rawBody: '{"half":' },
  'a body nested too deep': { code, rawBody: nested(40) },
  'a body of another type': { code, headers: { 'content-type': 'text/plain' }, rawBody: '{}' },
  'a body that is not UTF-8': { code, rawBody: [0x7b, 0xff, 0x7d] },
  'a large body': { code: 'body-too-large', rawBody: ' '.repeat(maxBytes + 1) },
})

/** What an operation refuses by what is sent alone, as its declaration says. */
const refusalsOf = ({ operation: { declaration } }: AreaOperation): Record<string, Refusal> =>
  declaration.signed ? unsigned(declaration.signed) : readRefusals(declaration)

const readRefusals = (declaration: HttpDeclaration): Record<string, Refusal> => ({
  ...(declaration.alwaysRefused
    ? {}
    : { 'an unknown member': { code: 'invalid-input', input: { nobodyKnows: 'this' } } }),
  ...(declaration.allow === 'public'
    ? {}
    : {
        'somebody who is not signed in': { code: 'not-signed-in', as: undefined },
        'an id token': { code: 'not-signed-in', claims: { token_use: 'id' } },
        'an e-mail that no mail can be sent to': {
          code: 'email-not-usable',
          claims: { email: 'สมชาย@example.co.th' },
        },
        'an e-mail that is not verified': { code: 'email-not-verified', claims: { email_verified: 'false' } },
      }),
  ...(takesBody(declaration.on.method) && !declaration.alwaysRefused
    ? {
        'half a body': { code: 'malformed-body', rawBody: '{"half":' },
        'a list': { code: 'malformed-body', rawBody: '[]' },
        'a text': { code: 'malformed-body', rawBody: '"text"' },
        'a body nested too deep': { code: 'malformed-body', rawBody: nested(40) },
        'a body of another type': {
          code: 'unsupported-media-type',
          headers: { 'content-type': 'text/plain;charset=UTF-8' },
          rawBody: '{}',
        },
        'a body that is not UTF-8': { code: 'malformed-body', rawBody: [0x7b, 0xff, 0x7d] },
        'a large body': { code: 'body-too-large', rawBody: JSON.stringify({ a: 'x'.repeat(70_000) }) },
      }
    : {}),
  ...(declaration.idempotencyKey
    ? { 'an idempotency key that came twice': { code: 'invalid-input', idempotencyKey: 'key,key' } }
    : {}),
  ...(declaration.ifMatch ? { 'a malformed If-Match': { code: 'invalid-input', ifMatch: '1' } } : {}),
  ...(declaration.idempotencyKey === 'required'
    ? { 'no idempotency key': { code: 'idempotency-key-required', idempotencyKey: undefined } }
    : {}),
  ...(declaration.ifMatch ? { 'no If-Match': { code: 'if-match-required', ifMatch: undefined } } : {}),
})

/** What is refused before the gates of an organisation; all else that is wrong waits for them (R51). */
const BEFORE_GATES = ['not-signed-in', 'email-not-usable', 'email-not-verified', 'body-too-large']

/** There is no table: an operation that asks it answers with a defect. */
describe('what is refused before the table is tested', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    Object.assign(process.env, SETTINGS)
    vi.stubEnv('TABLE_NAME', undefined)
  })

  it.each(httpOperations)('$name', async (tested) => {
    const { operation } = tested
    const handler = await handlerOf(tested)
    const kinds = new Map(problemsOf(operation).map(({ code, kind }) => [code, kind]))
    const isBehindGates = logsRefusals(operation.declaration)
    const refusals = Object.entries(refusalsOf(tested)).filter(
      ([, { code }]) => !isBehindGates || BEFORE_GATES.includes(code),
    )
    const answers = await Promise.all(
      refusals.map(async ([what, { code, input, ...options }]) => {
        const as = 'as' in options ? undefined : arrange.somebody()
        const sent = { ...Object(sampleOf(operation.declaration.input)), ...input }
        const { status, headers, body } = await call(operation, handler, as, sent, {
          idempotencyKey: 'key',
          ifMatch: '"1"',
          ...options,
        })
        return {
          actual: [what, status, body['type'], headers],
          expected: [
            what,
            statusOf[kinds.get(code) ?? 'invalid'],
            `/problems/${code}`,
            expect.objectContaining({ ...everyAnswer, 'content-type': 'application/problem+json' }),
          ],
          issues: input && body['issues'],
        }
      }),
    )
    expect(answers.map(({ actual }) => actual)).toEqual(answers.map(({ expected }) => expected))
    const { alwaysRefused, signed } = operation.declaration
    if (!isBehindGates && !alwaysRefused && !signed)
      expect(answers.map(({ issues }) => issues)).toContainEqual([
        { pointer: '/nobodyKnows', code: 'unknown-member', detail: 'is not known here' },
      ])
  })
})
