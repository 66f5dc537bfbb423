import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { signingKeyOf } from '../../local/issuer-store.ts'
import { startLaptop, type Laptop } from '../../local/laptop.ts'
import { ROOT } from '../../local/state.ts'
import { synthesize } from '../../local/synthesize.ts'
import * as arrange from '../support/arrange.ts'

const SLOW_MS = 120_000
const VICTIM = 'victim@siamcloud.co.th'
const ATTACKER = 'attacker@elsewhere.co.th'
const Claims = z.record(z.string(), z.unknown())

const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url')
const seconds = (): number => Math.floor(Date.now() / 1_000)
const without = (claims: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name))

describe('a token that does not say truly who asks', () => {
  let laptop: Laptop
  let good: { header: Record<string, unknown>; claims: Record<string, unknown>; token: string }
  let key: KeyObject
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2_048 })

  beforeAll(async () => {
    const assemblyDir = join(ROOT, 'cdk.out')
    await synthesize(assemblyDir)
    const stateDir = mkdtempSync(join(tmpdir(), 'attack-laptop-'))
    laptop = await startLaptop({ stateDir, assemblyDir, timers: false })
    key = createPrivateKey({ key: await signingKeyOf(stateDir), format: 'jwk' })
    const token = await laptop.token(VICTIM)
    const [header, claims] = token
      .split('.')
      .slice(0, 2)
      .map((part) => Claims.parse(JSON.parse(Buffer.from(part, 'base64url').toString())))
    good = { header: header ?? {}, claims: claims ?? {}, token }
  }, SLOW_MS)
  afterAll(() => laptop.stop(), SLOW_MS)

  /** A token of any header and claims, as objects or as JSON text, signed with the issuer's own key unless told. */
  const minted = (
    claims: object | string = good.claims,
    header: object | string = good.header,
    signed: (input: string) => Buffer = (input) => sign('sha256', Buffer.from(input), key),
  ): string => {
    const text = (part: object | string) => base64url(typeof part === 'string' ? part : JSON.stringify(part))
    const input = `${text(header)}.${text(claims)}`
    return `${input}.${base64url(signed(input))}`
  }
  const changed = (claims: object): string => minted({ ...good.claims, ...claims })
  const lacking = (name: string): string => minted(without(good.claims, name))

  const ask = async (authorization: string | undefined, path = '/me', body?: object) => {
    const response = await fetch(`${laptop.addresses.api}/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: Claims.parse(await response.json()) }
  }
  const application = { ...arrange.form(), acceptedTerms: '2026-01' }
  const hmac = (secret: string | Buffer) => (input: string) =>
    createHmac('sha256', secret).update(input).digest()
  const withForeignKey = (input: string) => sign('sha256', Buffer.from(input), foreign.privateKey)
  const publicPem = () => createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  const publicJwk = () => JSON.stringify(createPublicKey(key).export({ format: 'jwk' }))
  const foreignJwk = () => foreign.publicKey.export({ format: 'jwk' })
  const cut = (token: string) => token.split('.')

  const refused: Readonly<Record<string, readonly [number, () => string | undefined]>> = {
    none: [401, () => undefined],
    'an empty one': [401, () => 'Bearer '],
    'a password': [401, () => `Basic ${base64url('victim:password')}`],
    'no token at all': [401, () => 'Bearer null'],
    expired: [401, () => changed({ exp: seconds() - 1 })],
    'long expired': [401, () => changed({ exp: 1 })],
    'not valid yet': [401, () => changed({ nbf: seconds() + 600 })],
    'issued in the future': [401, () => changed({ iat: seconds() + 600 })],
    'without exp': [401, () => lacking('exp')],
    'exp as text': [401, () => changed({ exp: '9999999999' })],
    'exp null': [401, () => changed({ exp: null })],
    'another issuer': [401, () => changed({ iss: 'https://issuer.example.com' })],
    'the issuer with a slash': [401, () => changed({ iss: `${good.claims['iss']}/` })],
    'without issuer': [401, () => lacking('iss')],
    'another audience': [401, () => changed({ aud: 'somebody-else' })],
    'an audience that begins alike': [401, () => changed({ aud: `${good.claims['aud']}-2` })],
    'an empty list of audiences': [401, () => changed({ aud: [] })],
    'another client and no audience': [
      401,
      () => minted({ ...without(good.claims, 'aud'), client_id: 'another' }),
    ],
    'no audience and no client': [401, () => minted(without(without(good.claims, 'aud'), 'client_id'))],
    'without scope': [403, () => lacking('scope')],
    'another scope': [403, () => changed({ scope: 'openid email profile' })],
    'a scope that begins alike': [403, () => changed({ scope: 'programme/user programme' })],
    'algorithm none': [
      401,
      () => minted(good.claims, { ...good.header, alg: 'none' }, () => Buffer.alloc(0)),
    ],
    'algorithm NoNe': [
      401,
      () => minted(good.claims, { ...good.header, alg: 'NoNe' }, () => Buffer.alloc(0)),
    ],
    'algorithm none beside a true signature': [
      401,
      () => minted(good.claims, { ...good.header, alg: 'none' }),
    ],
    'HS256 with the public key as PEM': [
      401,
      () => minted(good.claims, { ...good.header, alg: 'HS256' }, hmac(publicPem())),
    ],
    'HS256 with the public key as JWK': [
      401,
      () => minted(good.claims, { ...good.header, alg: 'HS256' }, hmac(publicJwk())),
    ],
    'HS256 with an empty key': [401, () => minted(good.claims, { ...good.header, alg: 'HS256' }, hmac(''))],
    'RS256 by name, HMAC in truth': [401, () => minted(good.claims, good.header, hmac(publicPem()))],
    'another algorithm of the same key': [
      401,
      () =>
        minted(good.claims, { ...good.header, alg: 'RS512' }, (input) =>
          sign('sha512', Buffer.from(input), key),
        ),
    ],
    'no algorithm': [401, () => minted(good.claims, without(good.header, 'alg'))],
    "another key under the issuer's id": [401, () => minted(good.claims, good.header, withForeignKey)],
    'another key that the token brings': [
      401,
      () => minted(good.claims, { ...good.header, jwk: foreignJwk() }, withForeignKey),
    ],
    'another key at an address that the token names': [
      401,
      () =>
        minted(
          good.claims,
          { ...good.header, jku: 'http://127.0.0.1:9/jwks', kid: 'theirs' },
          withForeignKey,
        ),
    ],
    'a key id that is a path': [401, () => minted(good.claims, { ...good.header, kid: '../../dev/null' })],
    'an unknown critical header': [
      401,
      () => minted(good.claims, { ...good.header, crit: ['exp2'], exp2: 1 }),
    ],
    'an id token': [
      401,
      () => minted({ ...without(without(good.claims, 'scope'), 'token_use'), aud: 'console', nonce: 'n' }),
    ],
    'an id token with our audience': [401, () => changed({ token_use: 'id' })],
    'a refresh token': [401, () => changed({ token_use: 'refresh' })],
    'without subject': [401, () => lacking('sub')],
    'an empty subject': [401, () => changed({ sub: '' })],
    'without e-mail': [401, () => lacking('email')],
    'an e-mail that is none': [403, () => changed({ email: 'nobody' })],
    'several e-mails': [403, () => changed({ email: [ATTACKER, VICTIM] })],
    'without e-mail verification': [401, () => lacking('email_verified')],
    'an unverified e-mail': [403, () => changed({ email_verified: false })],
    'an unverified e-mail in words': [403, () => changed({ email_verified: 'false' })],
    'a verification that is a number': [401, () => changed({ email_verified: 1 })],
    'a verification in capitals': [401, () => changed({ email_verified: 'TRUE' })],
    'a verification in a list': [401, () => changed({ email_verified: [true] })],
    'a recycled e-mail': [403, () => changed({ sub: 'who got the address later' })],
    'a recycled e-mail in capitals': [403, () => changed({ sub: 'later', email: VICTIM.toUpperCase() })],
    'a recycled e-mail in full-width letters': [
      403,
      () => changed({ sub: 'later', email: 'victim@ｓｉａｍｃｌｏｕｄ．ｃｏ．ｔｈ' }),
    ],
    'tampered claims': [
      401,
      () => {
        const [header, , signature] = cut(good.token)
        return `${header}.${base64url(JSON.stringify({ ...good.claims, email: ATTACKER }))}.${signature}`
      },
    ],
    'a tampered header': [
      401,
      () => {
        const [, claims, signature] = cut(good.token)
        return `${base64url(JSON.stringify({ ...good.header, typ: 'other' }))}.${claims}.${signature}`
      },
    ],
    'a cut signature': [401, () => good.token.slice(0, -20)],
    'no signature': [401, () => cut(good.token).slice(0, 2).join('.')],
    'a fourth part': [401, () => `${good.token}.e30`],
    'claims that are a list': [401, () => minted('[]')],
    'claims that are no JSON': [401, () => minted('{"sub":')],
    'claims in the prototype': [
      401,
      () =>
        minted(
          JSON.stringify(without(good.claims, 'email')).replace(
            '{',
            '{"__proto__":{"email":"victim@siamcloud.co.th"},',
          ),
        ),
    ],
    'a very long one': [401, () => 'x'.repeat(9_000)],
    'one beyond the limit of headers': [431, () => 'x'.repeat(12_000)],
  }

  it('is refused, whatever is wrong with it, and nothing is written', async () => {
    expect(await ask(`Bearer ${good.token}`)).toMatchObject({ status: 200, body: { email: VICTIM } })
    expect((await ask(`Bearer ${minted()}`)).status).toBe(200)
    const wrong = []
    for (const [what, [status, token]] of Object.entries(refused)) {
      const made = token()
      const header = made === undefined || /^(Bearer|Basic) /.test(made) ? made : `Bearer ${made}`
      const [read, written] = [await ask(header), await ask(header, '/applications', application)]
      if (read.status !== status || written.status !== status)
        wrong.push({ what, expected: status, read: read.status, written: written.status })
      for (const { body } of [read, written]) expect(JSON.stringify(body)).not.toContain(VICTIM)
    }
    expect(wrong).toEqual([])
    for (const email of [VICTIM, ATTACKER])
      expect(await ask(`Bearer ${await laptop.token(email)}`, '/applications')).toMatchObject({
        body: { items: [] },
      })
  }, 25_000)

  it('R1 names one person where it names claims twice: never somebody of whom only half is said', async () => {
    const twice = (name: string, first: unknown, last: unknown): string => {
      const rest = JSON.stringify(without(good.claims, name)).slice(1)
      return minted(`{"${name}":${JSON.stringify(first)},"${name}":${JSON.stringify(last)},${rest}`)
    }
    const answers = {
      ofEmail: await ask(`Bearer ${twice('email', 'someone@else.co.th', VICTIM)}`),
      ofVictim: await ask(`Bearer ${twice('email', VICTIM, ATTACKER)}`),
      ofVerification: await ask(`Bearer ${twice('email_verified', true, false)}`),
      ofExpiry: await ask(`Bearer ${twice('exp', 9_999_999_999, 1)}`),
      ofAudience: await ask(`Bearer ${twice('aud', good.claims['aud'], 'somebody-else')}`),
      ofScope: await ask(`Bearer ${twice('scope', 'programme/use', 'openid')}`),
      ofSubject: await ask(`Bearer ${twice('sub', good.claims['sub'], 'later')}`),
    }
    const summary = Object.fromEntries(
      Object.entries(answers).map(([what, { status, body }]) => [what, [status, body['email'] ?? null]]),
    )
    expect(summary).toEqual({
      ofEmail: [200, VICTIM],
      ofVictim: [403, null],
      ofVerification: [403, null],
      ofExpiry: [401, null],
      ofAudience: [401, null],
      ofScope: [403, null],
      ofSubject: [403, null],
    })
  })

  it('knows the same person in every spelling of their e-mail', async () => {
    for (const email of ['Victim@SiamCloud.co.th', ' victim@siamcloud.co.th', 'victim@siamcloud.co.th.'])
      expect(await ask(`Bearer ${changed({ email })}`)).toMatchObject({
        status: 200,
        body: { email: VICTIM },
      })
  })
})
