import { describe, expect, it, vi } from 'vitest'
import { everyAnswer } from '../../functions/edge/every-answer.ts'
import * as arrange from '../support/arrange.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { TOKEN, useGateway } from './gateway.ts'

const JSON_TYPE = ['Content-Type', 'application/json']

describe('a request over HTTP', () => {
  useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  const { send, signIn } = useGateway()

  const onTrial = async (): Promise<string> => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    signIn(admin)
    return `/console/customers/${customer.customerId}`
  }
  const problem = (code: string) => ({ body: { type: `/problems/${code}` } })

  it('R32 grants nothing by an idempotency key that comes twice', async () => {
    const path = `${await onTrial()}/trial/extensions`
    const extend = (...headers: string[]) => send({ path, method: 'POST', headers })
    expect(await extend('Idempotency-Key', 'k1')).toMatchObject({ status: 200, body: { grantedDays: 30 } })
    for (const [one, other] of [
      ['Idempotency-Key', 'Idempotency-Key'],
      ['Idempotency-Key', 'idempotency-key'],
      ['IDEMPOTENCY-KEY', 'Idempotency-Key'],
    ] as const)
      for (const second of ['k1', 'k2', ''])
        expect(await extend(one, 'k1', other, second)).toMatchObject({
          status: 400,
          ...problem('invalid-input'),
        })
    expect(await extend('Idempotency-Key', 'k1,k1')).toMatchObject({ status: 400 })
    expect(await extend('Idempotency-Key', 'k1')).toMatchObject({ status: 200, body: { grantedDays: 30 } })
  })

  it('carries one token: two, also of the same person, are none', async () => {
    const path = await onTrial()
    expect(await send({ path })).toMatchObject({ status: 200 })
    expect(await send({ path, headers: ['Authorization', TOKEN, 'Authorization', TOKEN] })).toMatchObject({
      status: 401,
    })
  })

  it('has JSON in UTF-8 as its body, of which the type is given once', async () => {
    const path = `${await onTrial()}/domain/verification`
    const post = (headers: readonly string[], body: string | Buffer) =>
      send({ path, method: 'POST', headers, body })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/problem+json',
      'image/png',
    ])
      expect(await post(['Content-Type', type], '{"method":"TXT"}'), type).toMatchObject({
        status: 415,
        body: { type: '/problems/unsupported-media-type', mediaTypes: ['application/json'] },
      })
    expect(await post([...JSON_TYPE, ...JSON_TYPE], '{"method":"TXT"}')).toMatchObject({ status: 400 })
    for (const headers of [[], JSON_TYPE])
      for (const bytes of [
        [0x7b, 0xff, 0x7d],
        [0x7b, 0x22, 0xe0, 0xb8, 0x22, 0x3a, 0x31, 0x7d],
      ])
        expect(await post(headers, Buffer.from(bytes))).toMatchObject({
          status: 400,
          ...problem('malformed-body'),
        })
    expect(await post(JSON_TYPE, '\ufeff{"method":"XXX"}')).toMatchObject(problem('invalid-input'))
  })

  it.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    'has no parameter or member %s',
    async (name) => {
      const path = await onTrial()
      const issues = [{ pointer: `/${name}`, code: 'unknown-member', detail: 'is not known here' }]
      const refused = { status: 400, body: { type: '/problems/invalid-input', issues } }
      expect(await send({ path: `${path}?${name}=1` })).toMatchObject(refused)
      expect(await send({ path: `/console/customers?${name}=1` })).toMatchObject(refused)
      expect(
        await send({ path: `${path}/trial`, method: 'POST', headers: JSON_TYPE, body: `{"${name}":{}}` }),
      ).toMatchObject({ status: 400, body: { issues: expect.arrayContaining(issues) } })
      expect(await send({ path: `/console/customers/${name}` })).toMatchObject({ status: 400 })
      expect(await send({ path: `/${name}` })).toMatchObject({ status: 404 })
      expect(await send({ path, headers: [name, '1'] })).toMatchObject({ status: 200 })
    },
  )

  it('gives a parameter once, and whole numbers in decimal digits', async () => {
    await onTrial()
    for (const query of [
      'limit=5&limit=5',
      'search=a&search=b',
      'limit=5,5',
      'limit=1e1',
      'limit=0x10',
      'limit=+5',
    ])
      expect(await send({ path: `/console/customers?${query}` }), query).toMatchObject({
        status: 400,
        ...problem('invalid-input'),
      })
    expect(await send({ path: '/console/customers?search=%FF' })).toMatchObject(problem('invalid-input'))
    expect(await send({ path: '/console/customers?limit=5' })).toMatchObject({ status: 200 })
  })

  it('is answered for https alone, and by no other type than is said', async () => {
    const path = await onTrial()
    for (const sent of [{ path }, { path: '/health' }, { path: '/openapi.json' }, { path: `${path}?x=1` }])
      expect((await send(sent)).headers).toMatchObject(everyAnswer)
  })
})
