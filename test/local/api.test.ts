import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api } from '../../local/cloud/api.ts'

let api: Api

beforeAll(async () => {
  api = await startApi({
    api: {
      apiId: 'api',
      routes: [{ routeKey: 'GET /v1/health', functionName: 'health', timeoutMilliseconds: 1_000 }],
    },
    authorize: async () => ({ refused: 'unauthorized', because: undefined }),
    port: 0,
    invoke: async () => ({ statusCode: 200, body: 'done' }),
  })
})
afterAll(() => api.stop())

const ask = (path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asking = request(`${api.url}${path}`, { headers }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
    })
    asking.once('error', reject)
    asking.end()
  })

describe('the gateway of the laptop', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`x-${at}`, 'a'.repeat(256)]))

  it.each([
    ['one header', '/v1/health', { cookie: 'a'.repeat(10_240) }],
    ['many headers', '/v1/health', many],
    ['the request line', `/v1/health?q=${'a'.repeat(10_240)}`, {}],
    ['a header that Node itself would refuse', '/v1/health', { cookie: 'a'.repeat(100_000) }],
  ])('refuses more than 10,240 bytes of headers as the real one does: %s', async (_what, path, headers) => {
    expect(await ask(path, headers)).toEqual({
      status: 431,
      body: JSON.stringify({ message: 'Request Header Fields Too Large' }),
    })
  })

  it('takes headers below that', async () => {
    expect(await ask('/v1/health', { cookie: 'a'.repeat(10_000) })).toEqual({ status: 200, body: 'done' })
  })
})
