import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Sha256 } from '@smithy/core/checksum'
import { HttpRequest } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { functionBuild } from '../../infra/bundle/function-build.ts'
import { trimming } from '../../infra/bundle/trimming.ts'
import { ROOT } from '../../local/state.ts'
import type { Table, Write } from '../../shared/table/table.ts'

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'session' }
const OUTPUT = join(ROOT, '.build', 'test', 'bundled-client.cjs')

const WithTable = z.object({ world: z.object({ table: z.custom<Table>() }) })

interface Asked {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Every kind of value, and texts that JSON writes otherwise than they are. */
const VALUES = {
  texts: ['a', '', '"\\\n\u0000', 'ก', '😀', '\ud800', 'x'.repeat(5_000)],
  numbers: [0, -1.5, Number.MAX_SAFE_INTEGER],
  is: { it: true, not: false, nothing: null, nested: [{ ['']: [[]] }, {}] },
}

const STORED = {
  pk: { S: 'stored' },
  sk: { S: 'stored' },
  is: { M: { text: { S: 'ก"' }, number: { N: '1.5' }, not: { BOOL: false }, nothing: { NULL: true } } },
  list: { L: [{ S: '' }, { M: {} }, { L: [] }] },
}

const asked: Asked[] = []
const server = createServer((request, response) => {
  void text(request).then((body) => {
    asked.push({ headers: request.headers, body })
    const answer = { Responses: { table: [STORED] }, Items: [STORED] }
    const answers = body.includes('TransactItems') ? {} : answer
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answers))
  })
})

let bundled: Table
let unbundled: Table
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = z.object({ port: z.int() }).parse(server.address())
  vi.stubEnv('TABLE_NAME', 'table')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey)
  vi.stubEnv('AWS_SESSION_TOKEN', CREDENTIALS.sessionToken)
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`)
  await build({
    ...functionBuild([{ in: 'functions/outside/world.ts', out: 'bundled-client' }], [trimming().plugin]),
    outdir: dirname(OUTPUT),
    write: true,
    outExtension: { '.js': '.cjs' },
  })
  bundled = WithTable.parse(createRequire(import.meta.url)(OUTPUT)).world.table
  unbundled = (await import('../../functions/outside/world.ts')).world.table
}, 60_000)

afterEach(() => {
  asked.length = 0
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const key = (name: string) => ({ pk: name, sk: name })

const put = (name: string, more: object = {}): Write => ({ verb: 'put', item: { ...key(name), ...more } })

/** Reads and commits of one class and of others, after each other and at once. */
const use = async ({ read, query, commit }: Table): Promise<void> => {
  await commit([put('first', { ...VALUES, left: undefined })], 'first commit')
  await commit(
    [
      { ...put('second'), condition: { equals: { version: 1 } } },
      { verb: 'delete', key: key('third') },
      { verb: 'update', key: key('changed'), set: VALUES, add: { count: -1 } },
    ],
    'second commit',
  )
  await Promise.all([read([key('fourth')]), read([key('fifth'), key('sixth')])])
  await query({ partition: 'seventh', limit: 1 })
  await query({ partition: 'eighth', limit: 2 })
}

const sent = async (table: Table): Promise<readonly string[]> => {
  await use(table)
  return asked.splice(0).map(({ headers, body }) => `${String(headers['x-amz-target'])} ${body}`)
}

/** The signature that the SDK's own signer gives a request that was sent. */
const signatureOf = async ({ headers, body }: Asked): Promise<string | undefined> => {
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? []
  const date = z.string().parse(headers['x-amz-date'])
  const signer = new SignatureV4({
    credentials: CREDENTIALS,
    region: 'eu-west-1',
    service: 'dynamodb',
    sha256: Sha256,
  })
  const request = new HttpRequest({
    method: 'POST',
    path: '/',
    headers: Object.fromEntries(names.split(';').map((name) => [name, String(headers[name])])),
    body,
  })
  const signingDate = new Date(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))
  return (await signer.sign(request, { signingDate })).headers['authorization']
}

describe('the client of the table in a bundle', () => {
  it('sends every command as the SDK does that is not bundled, and each its own', async () => {
    const bodies = await sent(bundled)
    expect(bodies).toHaveLength(6)
    expect(new Set(bodies).size).toBe(6)
    expect(bodies.toSorted()).toEqual((await sent(unbundled)).toSorted())
  })

  it('reads what the SDK reads', async () => {
    const read = await bundled.read([key('stored'), key('missing')])
    expect(read).toEqual([
      {
        ...key('stored'),
        is: { text: 'ก"', number: 1.5, not: false, nothing: null },
        list: ['', {}, []],
      },
      undefined,
    ])
    expect(read).toEqual(await unbundled.read([key('stored'), key('missing')]))
    const wanted = { partition: 'stored', limit: 1 }
    expect(await bundled.query(wanted)).toEqual(await unbundled.query(wanted))
  })

  it('refuses bytes, which it would write otherwise than the SDK', async () => {
    await expect(
      bundled.commit([put('bytes', { some: [Buffer.from('a')] })], 'third commit'),
    ).rejects.toThrow()
    expect(asked.filter(({ body }) => body.includes('TransactItems'))).toEqual([])
  })

  it('signs every request as the signer of the SDK does by itself, with its own hashes', async () => {
    await use(bundled)
    for (const one of asked) {
      expect(one.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*x-amz-security-token.*Signature=\w{64}$/)
      expect(one.headers.authorization).toBe(await signatureOf(one))
    }
  })
})
