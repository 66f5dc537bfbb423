import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { signOnOf } from '../../local/issuer-configuration.ts'
import { type Issuer, startIssuer } from '../../local/issuer.ts'

const AUDIENCE = 'workplace-partner-programme'
const CONSOLE = 'http://localhost:4000/'
const REDIRECT = 'http://127.0.0.1:5173/'
// Kept-alive connections would not notice that the issuer restarts on the same port.
const ALONE = { connection: 'close' } as const
const Tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
})

let stateDir: string
let issuer: Issuer

const start = async (): Promise<void> => {
  issuer = await startIssuer({
    port: 0,
    stateDir,
    audience: AUDIENCE,
    consoleUrl: CONSOLE,
    offered: [{ email: 'ann@partner.example', is: 'A <partner> admin' }],
  })
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'issuer-'))
  await start()
})
afterAll(async () => {
  await issuer.stop()
  rmSync(stateDir, { recursive: true })
})

const verified = async (token: string) => {
  const keys = createRemoteJWKSet(new URL('/jwks', issuer.url), { headers: ALONE })
  return await jwtVerify(token, keys, { issuer: issuer.url, audience: AUDIENCE, algorithms: ['RS256'] })
}

/** A browser as far as the sign-on needs one: it keeps cookies and follows redirects within the issuer. */
const browse = () => {
  const cookies = new Map<string, string>()
  const visit = async (address: string, form?: URLSearchParams): Promise<Response> => {
    const response = await fetch(new URL(address, issuer.url), {
      redirect: 'manual',
      headers: { ...ALONE, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const next = response.headers.get('location')
    return next === null || !new URL(next, issuer.url).href.startsWith(issuer.url) ? response : visit(next)
  }
  return visit
}

const verifier = randomBytes(32).toString('base64url')
const authorization = (more: Record<string, string> = {}): string =>
  `/auth?${new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid email profile offline_access programme/use',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'somewhere',
    ...more,
  })}`

const token = (form: Record<string, string>): Promise<Response> =>
  fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: ALONE,
    body: new URLSearchParams({ client_id: 'console', ...form }),
  })

const exchange = async (arrival: Response): Promise<z.infer<typeof Tokens>> => {
  const landed = new URL(arrival.headers.get('location') ?? '')
  expect(landed.origin + landed.pathname).toBe(REDIRECT)
  expect(landed.searchParams.get('state')).toBe('somewhere')
  const response = await token({
    grant_type: 'authorization_code',
    code: landed.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  })
  return Tokens.parse(await response.json())
}

const signInAs = async (
  visit: ReturnType<typeof browse>,
  email: string,
  more: Record<string, string> = {},
) => {
  const page = await (await visit(authorization(more))).text()
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
  return { page, action, arrival: await visit(action, new URLSearchParams({ email })) }
}

const mint = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${issuer.url}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('the local sign-on', () => {
  it('signs in again without a page while its session lasts, and signs out without a question', async () => {
    const visit = browse()
    const first = await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    const again = await visit(authorization())
    expect(again.headers.get('location')).toMatch(/[?&]code=/)
    const query = new URLSearchParams({
      id_token_hint: first.id_token,
      post_logout_redirect_uri: CONSOLE,
      state: 'out',
    })
    const page = await (await visit(`/session/end?${query}`)).text()
    expect(page).toContain('document.forms[0].submit()')
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    const left = await visit(/action="([^"]+)"/.exec(page)?.[1] ?? '', new URLSearchParams(fields))
    expect(left.headers.get('location')).toBe(`${CONSOLE}?state=out`)
    expect(await (await visit(authorization())).text()).toContain('name="email"')
  })

  it('signs the console out by the address that it is told, without knowing who it was', async () => {
    const { signOutUrl, authorizationEndpoint, tokenEndpoint } = signOnOf(issuer.url, CONSOLE)
    const visit = browse()
    await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    const page = await (await visit(signOutUrl)).text()
    const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    const left = await visit(/action="([^"]+)"/.exec(page)?.[1] ?? '', new URLSearchParams(fields))
    expect(left.headers.get('location')).toBe(CONSOLE)
    const discovered = await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()
    expect(discovered).toMatchObject({
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: tokenEndpoint,
      code_challenge_methods_supported: ['S256'],
    })
  })

  it('tells the console without a page whether there is a session, by a redirect', async () => {
    const visit = browse()
    const none = await visit(authorization({ prompt: 'none' }))
    expect(none.headers.get('location')).toContain('error=login_required')
    const { access_token } = await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    const again = await exchange(await visit(authorization({ prompt: 'none' })))
    expect(decodeJwt(again.access_token).sub).toBe(decodeJwt(access_token).sub)
  })

  it('refreshes tokens of the scopes that the user pool knows, asked by a page of the console', async () => {
    const scope = 'openid email profile programme/use'
    const { arrival } = await signInAs(browse(), 'ann@partner.example', { scope })
    const { refresh_token } = await exchange(arrival)
    const asked = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      headers: { ...ALONE, origin: new URL(CONSOLE).origin },
      body: new URLSearchParams({ client_id: 'console', grant_type: 'refresh_token', refresh_token }),
    })
    expect(asked.headers.get('access-control-allow-origin')).toBe(new URL(CONSOLE).origin)
    const { access_token } = Tokens.parse(await asked.json())
    expect((await verified(access_token)).payload).toMatchObject({
      scope: 'programme/use',
      email: 'ann@partner.example',
    })
  })

  it('signs in with code and PKCE, from the page to tokens for the API', async () => {
    const { page, arrival } = await signInAs(browse(), ' Ann@Partner.example ')
    expect(page).toContain('A &lt;partner&gt; admin')
    const tokens = await exchange(arrival)
    const { payload, protectedHeader } = await verified(tokens.access_token)
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(payload).toMatchObject({
      client_id: 'console',
      scope: 'programme/use',
      email: 'ann@partner.example',
      email_verified: true,
      token_use: 'access',
    })
    expect(decodeJwt(tokens.id_token)).toMatchObject({
      sub: payload.sub,
      aud: 'console',
      email: 'ann@partner.example',
    })
  })

  it('asks again for what is no e-mail address', async () => {
    const { arrival } = await signInAs(browse(), '"><script>')
    expect(arrival.status).toBe(422)
    expect(await arrival.text()).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  it('takes consent as given when asked for it', async () => {
    const { arrival } = await signInAs(browse(), 'ann@partner.example', { prompt: 'login consent' })
    await verified((await exchange(arrival)).access_token)
  })

  it.each([
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: `${REDIRECT}signed-in` },
    { code_challenge: '' },
    { code_challenge_method: 'plain' },
    { client_id: 'other' },
  ])('refuses to sign in with %o', async (more) => {
    expect((await browse()(authorization(more))).headers.get('location') ?? 'none').not.toContain('code=')
  })

  it('mints a token of the very same shape for a verified e-mail', async () => {
    const { arrival } = await signInAs(browse(), 'bob@partner.example')
    const { payload: real } = await verified((await exchange(arrival)).access_token)
    const answer = z
      .object({ access_token: z.string() })
      .parse(await (await mint({ email: 'Bob@partner.example' })).json())
    const { payload: minted } = await verified(answer.access_token)
    const { jti, iat, exp, ...claims } = minted
    expect(real).toMatchObject(claims)
    expect(Object.keys(real).sort()).toEqual(Object.keys(minted).sort())
    expect([jti === real.jti, (exp ?? 0) - (iat ?? 0)]).toEqual([false, 3_600])
  })

  it('mints the odd tokens that tests need', async () => {
    const odd = await issuer.token({
      email: 'eve@x.example',
      emailVerified: false,
      sub: 'another',
      scope: 'openid',
      expiresIn: -60,
      tokenUse: 'id',
      audience: 'elsewhere',
    })
    expect(decodeJwt(odd)).toMatchObject({
      email_verified: false,
      sub: 'another',
      scope: 'openid',
      token_use: 'id',
      aud: 'elsewhere',
    })
    await expect(verified(odd)).rejects.toThrow()
  })

  it('mints nothing for web pages, rebound names or nonsense', async () => {
    expect((await mint({ email: 'ann@partner.example' }, { origin: 'https://evil.example' })).status).toBe(
      403,
    )
    expect((await mint({ email: 'ann@partner.example' }, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await mint({ email: 'nobody' })).status).toBe(400)
    expect((await mint({ email: 'ann@partner.example', admin: true })).status).toBe(400)
    const rebound = await new Promise<number | undefined>((resolve) =>
      request(
        `${issuer.url}/local/token`,
        { method: 'POST', headers: { host: 'evil.example' } },
        (response) => resolve(response.resume().statusCode),
      ).end(),
    )
    expect(rebound).toBe(403)
  })

  it('signs in again without asking while the session lasts, and refreshes a token once', async () => {
    const visit = browse()
    const before = await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    const { payload } = await verified(before.access_token)
    const again = await exchange(await visit(authorization()))
    expect((await verified(again.access_token)).payload.sub).toBe(payload.sub)
    const refreshed = await token({ grant_type: 'refresh_token', refresh_token: before.refresh_token })
    const { access_token } = Tokens.parse(await refreshed.json())
    expect((await verified(access_token)).payload).toMatchObject({
      sub: payload.sub,
      email: 'ann@partner.example',
    })
    const replayed = await token({ grant_type: 'refresh_token', refresh_token: before.refresh_token })
    expect(replayed.status).toBe(400)
  })
  it('keeps its key and everybody’s subject over a restart; people sign in again', async () => {
    const visit = browse()
    const before = await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    const { port } = new URL(issuer.url)
    await issuer.stop()
    issuer = await startIssuer({ port: Number(port), stateDir, audience: AUDIENCE, consoleUrl: CONSOLE })
    const { payload } = await verified(before.access_token)
    expect((await visit(authorization())).status).toBe(200)
    const again = await exchange((await signInAs(visit, 'ann@partner.example')).arrival)
    expect((await verified(again.access_token)).payload.sub).toBe(payload.sub)
  })
})
