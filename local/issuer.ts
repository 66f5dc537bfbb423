import type { IncomingMessage, ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'
import { requiredScope } from '../shared/declaration/scope.ts'
import { canonicalEmail } from '../shared/kernel/email-address.ts'
import { CLIENT_ID, apiResource, issuerConfiguration } from './issuer-configuration.ts'
import { type People, knownPeople, signingKeyOf } from './issuer-store.ts'
import { Refused, readBody, readJsonBody, requireLocalCaller, sendJson, serveHttp } from './loopback.ts'
import { type KnownPerson, signInPage } from './sign-in-page.ts'
import { TokenRequest } from './token-request.ts'

/** Whether an address is the root of something on loopback: the user pool compares the whole address, here any port and spelling of loopback will do. */
const isLoopbackRoot = (uri: string): boolean => {
  const url = URL.parse(uri)
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '') && url?.href === `${url?.origin}/`
}

const makeProvider = async (
  url: string,
  people: People,
  { audience, consoleUrl, stateDir }: IssuerOptions,
): Promise<Provider> => {
  const signingKey = await signingKeyOf(stateDir)
  const provider = new Provider(url, issuerConfiguration(people, { audience, consoleUrl, signingKey }))
  provider.Client.prototype.redirectUriAllowed = isLoopbackRoot
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLoopbackRoot
  return provider
}

export interface Issuer {
  readonly url: string
  /** An access token of the same form as those of a sign-in. */
  token(request: TokenRequest): Promise<string>
  stop(): Promise<void>
}

export interface IssuerOptions {
  readonly port: number
  readonly stateDir: string
  /** The `aud` of the access tokens. */
  readonly audience: string
  /** The root of the web console, to which sign-in and sign-out return. */
  readonly consoleUrl: string
  /** The people whom the sign-in page offers. */
  readonly offered?: readonly KnownPerson[]
}

/** Starts the local sign-on: an OpenID provider that accepts any e-mail address without a password, and gives tokens on `POST /local/token`. */
export const startIssuer = async (options: IssuerOptions): Promise<Issuer> => {
  const { port, audience, offered = [] } = options
  const people = knownPeople()
  let provider: Provider | undefined
  const ready = (): Provider => {
    if (provider === undefined) throw new Refused(503, 'The sign-on is starting.')
    return provider
  }

  const token = async (request: TokenRequest): Promise<string> => {
    const asked = TokenRequest.parse(request)
    const { AccessToken, Client, ResourceServer } = ready()
    const client = await Client.find(CLIENT_ID)
    if (client === undefined) throw new Error('The console client is missing.')
    const person = people.byEmail(asked.email)
    const { identifier, server } = apiResource(asked.audience ?? audience)
    const minted = new AccessToken({
      client,
      accountId: asked.sub ?? person.sub,
      grantId: '',
      gty: 'local',
      scope: asked.scope,
      resourceServer: new ResourceServer(identifier, server),
      exp: Math.floor(Date.now() / 1_000) + asked.expiresIn,
      extra: { email: person.email, email_verified: asked.emailVerified, token_use: asked.tokenUse },
    })
    return await minted.save()
  }

  const interact = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    const oidc = ready()
    const { prompt, params, session } = await oidc.interactionDetails(request, response)
    if (prompt.name === 'consent') {
      const grant = new oidc.Grant({ clientId: CLIENT_ID, accountId: session?.accountId ?? '' })
      grant.addOIDCScope(`${params['scope'] ?? ''}`)
      grant.addResourceScope(apiResource(audience).identifier, requiredScope.text)
      const consent = { grantId: await grant.save() }
      return oidc.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
    }
    const typed =
      request.method === 'POST'
        ? (new URLSearchParams((await readBody(request)).toString('utf8')).get('email') ?? '')
        : undefined
    if (typed !== undefined && canonicalEmail(typed) !== undefined) {
      const login = { accountId: people.byEmail(typed).sub }
      return oidc.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
    }
    response.writeHead(typed === undefined ? 200 : 422, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    })
    response.end(signInPage(path, offered, typed))
  }

  const server = await serveHttp(port, async (request, response, url) => {
    if (url.pathname.startsWith('/interaction/')) return await interact(request, response, url.pathname)
    if (url.pathname !== '/local/token') return await ready().callback()(request, response)
    requireLocalCaller(request)
    if (request.method !== 'POST') throw new Refused(405, 'Use POST.')
    const asked = await readJsonBody(request, TokenRequest)
    if (canonicalEmail(asked.email) === undefined)
      throw new Refused(400, `"${asked.email}" is not an e-mail address.`)
    sendJson(response, 200, {
      access_token: await token(asked),
      expires_in: asked.expiresIn,
      token_type: 'Bearer',
    })
  })
  provider = await makeProvider(server.url, people, options)

  return { url: server.url, token, stop: () => server.stop() }
}
