import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemError } from '../../shared/client/problem-error.ts'
import { createClient, type Client } from '../../shared/client/client.ts'
import { isProblem } from '../../shared/client/problem-error.ts'
import { httpOperations } from '../../shared/contract/contract.ts'
import { ALLOWED } from '../../shared/management/delegation-policy.ts'
import { limits } from '../../shared/client/limits.ts'
import { routes } from '../../shared/client/routes.ts'

interface Received {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const CUSTOMER = 'cus_00000000000000000000000000'
let received: Received[] = []
let answer: (response: ServerResponse) => void
let baseUrl = ''

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    answer(response)
  })
})

const thrownBy = async (asking: Promise<unknown>): Promise<ProblemError> => {
  const thrown: unknown = await asking.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!isProblem(thrown)) throw new Error('No problem was thrown')
  return thrown
}

describe('the client', () => {
  let client: Client
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port')
    baseUrl = `http://127.0.0.1:${address.port}`
    client = createClient({ baseUrl: `${baseUrl}/`, token: () => 'the-token' })
  })
  afterAll(() => server.close())
  beforeEach(() => {
    received = []
    answer = json(200, {})
  })

  it('has a method for each HTTP operation that a person asks', () => {
    const asked = httpOperations.filter(({ declaration }) => declaration.signed === undefined)
    expect(Object.keys(routes).sort()).toEqual(asked.map(({ name }) => name).sort())
    expect(Object.keys(client).sort()).toEqual(Object.keys(routes).sort())
  })

  it('puts each member where the operation takes it', async () => {
    await client.listConsoleCustomers({ search: 'สยาม & co', limit: 5, cursor: undefined })
    await client.startTrial({ customerId: CUSTOMER, plan: 'standard', licences: 3 })
    await client.setStaffRoles({ email: 'a/b@example.com', staffRoles: ['support'] })
    const patch = { customerId: CUSTOMER, contactPhone: null, country: undefined }
    await client.updateCustomer(patch, { ifMatch: '"3"' })
    expect(received.at(-1)?.headers['if-match']).toBe('"3"')
    expect(received.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
      {
        method: 'GET',
        url: '/v1/console/customers?search=%E0%B8%AA%E0%B8%A2%E0%B8%B2%E0%B8%A1+%26+co&limit=5',
        body: '',
      },
      {
        method: 'POST',
        url: `/v1/console/customers/${CUSTOMER}/trial`,
        body: '{"plan":"standard","licences":3}',
      },
      { method: 'PUT', url: '/v1/staff/people/a%2Fb%40example.com', body: '{"staffRoles":["support"]}' },
      { method: 'PATCH', url: `/v1/store/customers/${CUSTOMER}`, body: '{"contactPhone":null}' },
    ])
  })

  it('asks for the language that the person reads at the moment', async () => {
    const languages = ['th', 'pt-BR'] as const
    let turn = 0
    const speaking = createClient({
      baseUrl,
      token: () => 'the-token',
      language: () => languages[turn++ % 2] ?? 'en',
    })
    await speaking.getMe()
    await speaking.getMe()
    expect(received.map(({ headers }) => headers['accept-language'])).toEqual(languages)
  })

  it('tells who may ask each operation, as the contract declares it', () => {
    for (const { name, declaration } of httpOperations)
      if (declaration.signed === undefined)
        expect(Object.entries(routes).find(([route]) => route === name)?.[1].allow).toEqual(declaration.allow)
  })

  it('R51 tells what a partner admin may ask, and from which surface, in a session or without', () => {
    expect(
      Object.entries(routes)
        .filter(([, { inSession }]) => inSession)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual([...ALLOWED].toSorted())
    for (const [name, { allow, inSession, surface }] of Object.entries(routes))
      expect(surface !== undefined, name).toBe(inSession === true || allow.includes('partner-admin'))
    expect(routes.addUsers).toMatchObject({ allow: ['super-admin', 'org-admin'], surface: 'console' })
    expect(routes.quoteSubscription).toMatchObject({ surface: 'store' })
  })

  it('has the limits of bodies by pointer, without what the path names', () => {
    expect(limits.submitApplication).toMatchObject({
      '/company/name': { required: true, min: 1, max: 200 },
      '/primaryExpertise': { required: true, allowed: expect.arrayContaining(['workplace']) },
      '/experience': { required: true, min: 1, max: 4_000 },
    })
    expect(limits.startTrial).toMatchObject({ '/licences': { required: true, min: 1, max: 100_000 } })
    expect(limits.startTrial).not.toHaveProperty('/customerId')
    expect(limits.addUsers).toMatchObject({
      '/users': { required: true, min: 1, max: 20 },
      '/users/-/firstName': { required: true, min: 1, max: 100 },
    })
  })

  it('tells the language of a refusal, where the answer does', async () => {
    const refused = { type: '/problems/role-required', title: 'บทบาท', status: 403 }
    answer = json(403, refused, { 'content-language': 'th' })
    expect((await thrownBy(client.getMe())).language).toBe('th')
    answer = json(403, { message: 'Forbidden' })
    expect((await thrownBy(client.getMe())).language).toBeUndefined()
  })

  it('gives the answer and its ETag', async () => {
    answer = json(200, { version: 4, domain: 'example.com' }, { etag: '"4"' })
    const { answer: customer, etag } = await client.getConsoleCustomer({ customerId: CUSTOMER })
    expect(customer.domain).toBe('example.com')
    expect(etag).toBe('"4"')
  })

  it('sends the token, but to public operations none', async () => {
    await client.getMe()
    await client.getHealth()
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer the-token', undefined])
  })

  it('R32 makes an idempotency key where one is required, another for each call, and sends the one that it is given', async () => {
    await client.extendTrial({ customerId: CUSTOMER })
    await client.extendTrial({ customerId: CUSTOMER })
    await client.extendTrial({ customerId: CUSTOMER }, { idempotencyKey: 'mine' })
    await client.revokeAccess({ customerId: CUSTOMER })
    const [first, second, mine, none] = received.map(({ headers }) => headers['idempotency-key'])
    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(second).not.toBe(first)
    expect({ mine, none }).toEqual({ mine: 'mine', none: undefined })
  })

  it('sends If-Match', async () => {
    await client.setPartnerAdmins({ partnerId: 'ptr_1', admins: ['a@example.com'] }, { ifMatch: '"3"' })
    expect(received[0]?.headers['if-match']).toBe('"3"')
  })

  it('gives an answer whose outcome is open, and throws the refusal of a card', async () => {
    const ask = () =>
      client.changeSubscription(
        { customerId: CUSTOMER, licences: 12 },
        { ifMatch: '"3"', idempotencyKey: 'mine' },
      )
    const open = { subscription: { pendingPaymentId: 'pay_1' }, payment: { state: 'pending' } }
    answer = json(202, open)
    expect((await ask()).answer).toEqual(open)
    answer = json(402, { type: '/problems/payment-declined', reason: 'declined', paymentId: 'pay_1' })
    expect(await thrownBy(ask())).toMatchObject({
      code: 'payment-declined',
      status: 402,
      details: { reason: 'declined', paymentId: 'pay_1' },
    })
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['mine', 'mine'])
  })

  it('throws a problem with its code, status, words and details', async () => {
    answer = json(409, {
      type: '/problems/trial-extensions-exhausted',
      title: 'The trial cannot be extended further',
      status: 409,
      detail: 'Choose a paid plan.',
      instance: 'urn:request:request-1',
      endsAt: '2026-03-01T09:30:00.000Z',
    })
    const problem = await thrownBy(client.extendTrial({ customerId: CUSTOMER }))
    expect(problem).toMatchObject({
      code: 'trial-extensions-exhausted',
      status: 409,
      title: 'The trial cannot be extended further',
      advice: 'Choose a paid plan.',
      requestId: 'request-1',
      details: { endsAt: '2026-03-01T09:30:00.000Z' },
    })
    expect(isProblem(problem, 'trial-extensions-exhausted')).toBe(true)
    expect(isProblem(problem, 'trial-not-running')).toBe(false)
  })

  it.each([
    [401, 'not-signed-in'],
    [403, 'scope-missing'],
    [404, 'no-such-route'],
    [413, 'body-too-large'],
    [429, 'too-many-requests'],
    [500, 'defect'],
    [503, 'unavailable'],
  ])("reads the gateway's own %i as %s", async (status, code) => {
    answer = json(status, { message: 'What the gateway says' }, { 'apigw-requestid': 'request-2' })
    expect(await thrownBy(client.getMe())).toMatchObject({
      code,
      status,
      title: 'What the gateway says',
      requestId: 'request-2',
    })
  })

  it('reads a defect as one, and what is no JSON too', async () => {
    answer = json(500, { type: 'about:blank', title: 'Something broke', instance: 'urn:request:request-3' })
    expect(await thrownBy(client.getMe())).toMatchObject({
      code: 'defect',
      status: 500,
      requestId: 'request-3',
    })
    answer = (response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
    expect(await thrownBy(client.getMe())).toMatchObject({ code: 'defect', status: 502 })
    answer = (response) => response.writeHead(200).end('not JSON')
    expect(await thrownBy(client.getMe())).toMatchObject({ code: 'defect', status: 200 })
  })

  it('names the key of a request that got no answer, so that it can be repeated', async () => {
    answer = (response) => response.destroy()
    const problem = await thrownBy(client.extendTrial({ customerId: CUSTOMER }))
    expect(problem).toMatchObject({ code: 'unreachable', status: 0 })
    expect(problem.details['idempotencyKey']).toBe(received[0]?.headers['idempotency-key'])
  })

  it('can be stopped', async () => {
    const stopped = new AbortController()
    answer = () => stopped.abort()
    await expect(client.getMe({}, { signal: stopped.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('takes what the contract takes, and nothing else', () => {
    const never = (): void => {
      // @ts-expect-error a member is missing
      void client.startTrial({ customerId: CUSTOMER, plan: 'standard' })
      // @ts-expect-error free is no plan to try
      void client.startTrial({ customerId: CUSTOMER, plan: 'free', licences: 1 })
      // @ts-expect-error If-Match is required
      void client.setPartnerAdmins({ partnerId: 'ptr_1', admins: [] })
      // @ts-expect-error it takes no idempotency key
      void client.getMe({}, { idempotencyKey: 'mine' })
      // @ts-expect-error there is no such operation
      client.expireTrials()
    }
    expect(never).toBeTypeOf('function')
  })
})
