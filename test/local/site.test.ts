import { request } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api } from '../../local/cloud/api.ts'
import { readAssembly } from '../../local/cloud/assembly.ts'
import type { DeclaredSite } from '../../local/cloud/declared-site.ts'
import { openSite } from '../../local/cloud/site.ts'
import { deployParameters } from '../../local/deployment.ts'
import { signOnOf } from '../../local/issuer-configuration.ts'
import { reservePort } from '../../local/loopback.ts'
import { ROOT } from '../../local/state.ts'
import { synthesize } from '../../local/synthesize.ts'
import { SLOW_MS } from '../support/laptop.ts'

const ISSUER = 'http://127.0.0.1:4001'
const IMMUTABLE = 'public, max-age=31536000, immutable'

let declared: DeclaredSite
let api: Api
let root: string

beforeAll(async () => {
  const assemblyDir = join(ROOT, 'cdk.out')
  await synthesize(assemblyDir)
  const reserved = await reservePort(0)
  root = `http://localhost:${reserved.port}/`
  const { site } = readAssembly({
    assemblyDir,
    parameters: deployParameters(root),
    secrets: (id) => id,
    unique: 'own',
  })
  if (site === undefined) throw new Error('The template declares no site')
  declared = site
  await reserved.release()
  api = await startApi({
    api: {
      apiId: 'api',
      routes: [{ routeKey: 'GET /v1/health', functionName: 'health', timeoutMilliseconds: 1_000 }],
    },
    authorize: async () => ({ refused: 'unauthorized', because: undefined }),
    port: reserved.port,
    invoke: async () => ({ statusCode: 200, body: 'done' }),
    site: openSite(site, signOnOf(ISSUER, root)),
  })
}, SLOW_MS)
afterAll(() => api.stop())

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

/** Asks for a path as it is written, which `fetch` would tidy up. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { host, port } = new URL(root)
    const asking = request(
      { host: '127.0.0.1', port, path, method, headers: { host, ...headers } },
      (answer) => {
        buffer(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
          reject,
        )
      },
    )
    asking.once('error', reject)
    asking.end()
  })

/** The script that the page names. */
const script = async (): Promise<string> =>
  / src="([^"]+\.js)"/.exec((await ask('/')).body.toString())?.[1] ?? 'none'

describe('the site of the laptop', () => {
  it.each(['/', '/index.html', '/console/customers/01J', '/staff/team?status=a.b', '/terms/2026-01', '/v1'])(
    'gives the page for %s, to be asked for again each time',
    async (path) => {
      const { status, headers, body } = await ask(path)
      expect([status, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html',
        'no-cache',
      ])
      expect(body.toString()).toContain('<!doctype html>')
    },
  )

  it('gives the files that the page names, to be kept for a year', async () => {
    const { status, headers } = await ask(await script())
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/javascript',
      IMMUTABLE,
    ])
  })

  it.each([
    '/assets/none-0000.js',
    '/favicon.ico',
    '/../package.json',
    '/assets/../../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '//etc/passwd.txt',
    '/assets\\..\\index.html',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await ask(path)
    expect([status, body.toString()]).toEqual([404, 'Not Found\n'])
  })

  it('refuses a path that is not well-formed', async () => {
    expect((await ask('/%.js')).status).toBe(400)
  })

  it.each(['/', '/assets/none-0000.js', '/config.json'])(
    "sends the template's headers with %s, with the local sign-on in place of the deployed one",
    async (path) => {
      const { headers } = await ask(path)
      expect(Object.keys(declared.headers)).toHaveLength(5)
      expect(declared.headers['content-security-policy']).toContain('.amazoncognito.com')
      expect(headers).toMatchObject({
        ...declared.headers,
        'content-security-policy': [
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'",
          `connect-src 'self' ${ISSUER}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
          "require-trusted-types-for 'script'; trusted-types 'none'",
        ].join('; '),
      })
    },
  )

  it('tells the console of the local sign-on', async () => {
    const { headers, body } = await ask('/config.json')
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' })
    const returning = encodeURIComponent(root)
    expect(JSON.parse(body.toString())).toEqual({
      issuer: ISSUER,
      authorizationEndpoint: `${ISSUER}/auth`,
      tokenEndpoint: `${ISSUER}/token`,
      signOutUrl: `${ISSUER}/session/end?client_id=console&post_logout_redirect_uri=${returning}`,
      clientId: 'console',
      redirectUri: root,
      hasClock: true,
    })
  })

  it('answers HEAD as GET without the body, and no other method', async () => {
    const path = await script()
    const got = await ask(path)
    const head = await ask(path, {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      `${got.body.length}`,
      0,
    ])
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await ask('/', {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  it('sends nothing again that the browser has', async () => {
    const path = await script()
    for (const encoding of ['identity', 'br']) {
      const { headers } = await ask(path, { 'accept-encoding': encoding })
      const again = await ask(path, { 'if-none-match': `"other", ${headers['etag']}` })
      expect([again.status, again.body.length]).toEqual([304, 0])
      expect(again.headers).toMatchObject({ 'cache-control': IMMUTABLE, etag: expect.any(String) })
      expect(again.headers).not.toHaveProperty('content-length')
    }
    expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip;q=1', 'gzip', gunzipSync],
  ])('compresses a script for a browser that takes %s', async (accepted, way, expand) => {
    const path = await script()
    const { headers, body } = await ask(path, { 'accept-encoding': accepted })
    const plain = await ask(path)
    expect(headers).toMatchObject({ 'content-encoding': way, vary: 'Accept-Encoding' })
    expect(body.length).toBeLessThan(plain.body.length)
    expect(expand(body).equals(plain.body)).toBe(true)
  })

  it('leads from 127.0.0.1 to the address that sign-on returns to, for pages alone, and to no other host', async () => {
    const host = new URL(api.url).host
    expect(await ask('/console/customers?filter=a.b', { host })).toMatchObject({
      status: 302,
      headers: { location: `${root}console/customers?filter=a.b` },
    })
    expect((await ask('//evil', { host })).headers['location']).toBe(`${root}/evil`)
    expect((await ask(await script(), { host })).status).toBe(200)
  })

  it('leaves what is below /v1 to the API', async () => {
    expect((await ask('/v1/health')).body.toString()).toBe('done')
    const missing = await ask('/v1/nowhere')
    expect([missing.status, missing.body.toString()]).toEqual([404, '{"message":"Not Found"}'])
    expect(missing.headers).not.toHaveProperty('content-security-policy')
  })
})
