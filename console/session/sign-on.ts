import * as oauth from 'oauth4webapi'
import type { Config } from './config.ts'

/** What the issuer has given; kept in memory only. */
export interface Tokens {
  readonly access: string
  readonly refresh: string | undefined
}

/** What the API asks of an access token, and who the person is. */
export const SCOPE = 'openid email profile programme/use'

/** Set while somebody is signed in at the issuer, as far as this browser knows: a reload then asks it without a page. */
const HINT = 'signed-in'
const PENDING = 'sign-in:'
/** What an answer of the issuer holds beside its state; lists have a `state` too. */
const ANSWERS = ['code', 'error']
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const serverOf = ({ issuer, authorizationEndpoint, tokenEndpoint }: Config): oauth.AuthorizationServer => ({
  issuer,
  authorization_endpoint: authorizationEndpoint,
  token_endpoint: tokenEndpoint,
})
const clientOf = ({ clientId }: Config): oauth.Client => ({ client_id: clientId })
/** Without TLS only the issuer of the same machine is asked. */
const optionsOf = ({ tokenEndpoint }: Config) => ({
  [oauth.allowInsecureRequests]: LOOPBACK.has(new URL(tokenEndpoint).hostname),
})

const tokensOf = ({ access_token, refresh_token }: oauth.TokenEndpointResponse): Tokens => ({
  access: access_token,
  refresh: refresh_token,
})

/** Leaves for the issuer, and comes back to the page that is open; `silent` never shows one there. */
export const leaveForSignIn = async (config: Config, { silent = false } = {}): Promise<never> => {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const returnTo = `${location.pathname}${location.search}`
  sessionStorage.setItem(`${PENDING}${state}`, JSON.stringify([verifier, returnTo, history.state]))
  const address = new URL(config.authorizationEndpoint)
  const asked = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    scope: SCOPE,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(silent ? { prompt: 'none' } : {}),
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  location.replace(address)
  return new Promise(() => undefined)
}

interface Pending {
  readonly verifier: string
  readonly returnTo: string
  /** What the browser's history keeps of the page, such as the place in a list. */
  readonly historyState: unknown
}

const takePending = (state: string): Pending | undefined => {
  const kept = sessionStorage.getItem(`${PENDING}${state}`)
  sessionStorage.removeItem(`${PENDING}${state}`)
  const pending: unknown = kept === null ? undefined : JSON.parse(kept)
  const parts: readonly unknown[] = Array.isArray(pending) ? pending : []
  const [verifier, returnTo, historyState] = parts
  return typeof verifier === 'string' && typeof returnTo === 'string'
    ? { verifier, returnTo, historyState }
    : undefined
}

const exchanged = async (
  config: Config,
  parameters: URLSearchParams,
  state: string,
  verifier: string,
): Promise<Tokens> => {
  const [server, client] = [serverOf(config), clientOf(config)]
  const answered = oauth.validateAuthResponse(server, client, parameters, state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answered,
    config.redirectUri,
    verifier,
    optionsOf(config),
  )
  return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response))
}

/** The tokens of who arrives: back from the issuer, or still signed in there; `undefined` where nobody is. */
export const arrive = async (config: Config): Promise<Tokens | undefined> => {
  const parameters = new URLSearchParams(location.search)
  const state = parameters.get('state')
  const isAnswer =
    location.pathname === new URL(config.redirectUri).pathname && ANSWERS.some((name) => parameters.has(name))
  if (state === null || !isAnswer)
    return localStorage.getItem(HINT) === null ? undefined : leaveForSignIn(config, { silent: true })
  const pending = takePending(state)
  history.replaceState(pending?.historyState ?? null, '', pending?.returnTo ?? '/')
  if (pending === undefined || parameters.has('error')) {
    localStorage.removeItem(HINT)
    return undefined
  }
  try {
    const tokens = await exchanged(config, parameters, state, pending.verifier)
    localStorage.setItem(HINT, 'yes')
    return tokens
  } catch (failure) {
    // A code that is too old, or was used: the person signs in again.
    if (failure instanceof oauth.ResponseBodyError || failure instanceof oauth.AuthorizationResponseError)
      return undefined
    throw failure
  }
}

/** New tokens for the refresh token; `undefined` where the issuer refuses it, thrown where it does not answer. */
export const renewed = async (config: Config, refresh: string): Promise<Tokens | undefined> => {
  const [server, client] = [serverOf(config), clientOf(config)]
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    refresh,
    optionsOf(config),
  )
  try {
    const answered = await oauth.processRefreshTokenResponse(server, client, response)
    return tokensOf({ refresh_token: refresh, ...answered })
  } catch (failure) {
    if (failure instanceof oauth.ResponseBodyError) return undefined
    throw failure
  }
}

/** Forgets who was signed in in this browser. */
export const forget = (): void => localStorage.removeItem(HINT)
