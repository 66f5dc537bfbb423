import { type JWTPayload, SignJWT, exportJWK, generateKeyPair } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Authorize, jwtAuthorization } from '../../local/cloud/jwt.ts'
import { type HttpServer, sendJson, serveHttp } from '../../local/loopback.ts'

const KEY_ID = 'signing'
const HOUR_S = 3_600
const route = { issuer: 'declared', audiences: ['console'], scopes: ['programme/use'] }

let server: HttpServer
let keys: Awaited<ReturnType<typeof generateKeyPair>>
let authorize: Authorize
const verifications = vi.spyOn(crypto.subtle, 'verify')

beforeAll(async () => {
  keys = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(keys.publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }
  server = await serveHttp(0, (_request, response, { pathname }) => {
    const issuer = server.url
    sendJson(response, 200, pathname === '/keys' ? { keys: [key] } : { issuer, jwks_uri: `${issuer}/keys` })
  })
})
afterAll(() => server.stop())
beforeEach(() => {
  authorize = jwtAuthorization(server.url)
  vi.useFakeTimers({ toFake: ['Date'] })
  verifications.mockClear()
})
afterEach(() => vi.useRealTimers())

const seconds = (): number => Math.floor(Date.now() / 1_000)
const signed = (claims: JWTPayload = {}): Promise<string> =>
  new SignJWT({
    iss: server.url,
    aud: 'console',
    sub: 'somebody',
    scope: 'programme/use',
    exp: seconds() + HOUR_S,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
    .sign(keys.privateKey)
const asked = (token: string, of = route) => authorize(of, `Bearer ${token}`)
const invalid = { refused: 'unauthorized', because: 'invalid token' }

describe('a verified token', () => {
  it('is verified once, and says the same to each request and route', async () => {
    const token = await signed()
    const caller = { claims: { sub: 'somebody', aud: 'console' }, scopes: ['programme/use'] }
    for (let time = 0; time < 3; time += 1) expect(await asked(token)).toMatchObject({ caller })
    expect(await asked(token, { ...route, scopes: [] })).toMatchObject({ caller: { scopes: null } })
    expect(verifications).toHaveBeenCalledTimes(1)
  })

  it('is refused from the second in which it expires on', async () => {
    const token = await signed()
    await asked(token)
    vi.setSystemTime((seconds() + HOUR_S) * 1_000 - 1)
    expect(await asked(token)).toHaveProperty('caller')
    vi.setSystemTime(Date.now() + 1)
    expect(await asked(token)).toEqual({ refused: 'unauthorized', because: 'the token has expired' })
  })

  it('is judged for each route by its audience and its scopes', async () => {
    const token = await signed()
    await asked(token)
    expect(await asked(token, { ...route, audiences: ['another'] })).toEqual({
      refused: 'unauthorized',
      because: "the token's audience is not allowed",
    })
    expect(await asked(token, { ...route, scopes: ['programme/operate'] })).toEqual({ refused: 'forbidden' })
    expect(verifications).toHaveBeenCalledTimes(1)
  })

  it('lends nothing to a text that differs from it in one character', async () => {
    const token = await signed()
    await asked(token)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url')
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    for (const tampered of [
      [header, forged, signature],
      [header, payload, flipped],
      [header, payload, ''],
      [header, payload, `${signature}A`],
    ])
      expect(await asked(tampered.join('.')), tampered.join('.')).toEqual(invalid)
    expect(await asked(token)).toHaveProperty('caller')
  })

  it('is verified anew once the keys are read anew, however long it lives', async () => {
    const token = await signed({ exp: seconds() + 24 * HOUR_S })
    await asked(token)
    vi.setSystemTime(Date.now() + 2 * HOUR_S * 1_000)
    expect(await asked(token)).toHaveProperty('caller')
    expect(verifications).toHaveBeenCalledTimes(2)
  })

  it('is forgotten where two hundred newer ones are remembered', async () => {
    const first = await signed({ jti: 'first' })
    await asked(first)
    for (let count = 0; count < 200; count += 1) await asked(await signed({ jti: `${count}` }))
    verifications.mockClear()
    await asked(first)
    expect(verifications).toHaveBeenCalledTimes(1)
  })
})

describe('a refusal', () => {
  it('is not remembered: a token is taken from the second in which it begins on', async () => {
    const token = await signed({ nbf: seconds() + 60 })
    expect(await asked(token)).toEqual(invalid)
    vi.setSystemTime((seconds() + 60) * 1_000)
    expect(await asked(token)).toHaveProperty('caller')
  })
})
