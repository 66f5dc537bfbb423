import { randomBytes } from 'node:crypto'
import type { ClientMetadata, Configuration, JWK, ResourceServer } from 'oidc-provider'
import { requiredScope } from '../shared/declaration/scope.ts'
import type { SignOn } from './cloud/site.ts'
import { type People, memoryAdapter } from './issuer-store.ts'

/** The public client of the web console and of the command line: code with PKCE, no secret. */
export const CLIENT_ID = 'console'

const IDENTITY_SCOPE = 'openid email profile offline_access'
const HOUR = 3_600
const FORTNIGHT = 14 * 24 * HOUR

/** An application of the web, not of the device: a reload passes the sign-on without a hop for consent. */
const clientOf = (consoleUrl: string): ClientMetadata => ({
  client_id: CLIENT_ID,
  client_name: 'Workplace Partner Programme',
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [consoleUrl],
  post_logout_redirect_uris: [consoleUrl],
})

/** What the console is told of the sign-on at this address. */
export const signOnOf = (issuer: string, consoleUrl: string): SignOn => {
  const signOut = new URLSearchParams({ client_id: CLIENT_ID, post_logout_redirect_uri: consoleUrl })
  return {
    issuer,
    authorizationEndpoint: `${issuer}/auth`,
    tokenEndpoint: `${issuer}/token`,
    signOutUrl: `${issuer}/session/end?${signOut}`,
    clientId: CLIENT_ID,
    redirectUri: consoleUrl,
  }
}

/** What the provider would ask is answered by the page itself: signing out needs no question. */
const signOutPage = (form: string): string =>
  `<!doctype html><title>Signing out</title>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')}<script>document.forms[0].submit()</script>`

/** The API as a resource of the provider: its access tokens are RS256 JWTs for the audience. */
export const apiResource = (audience: string): { identifier: string; server: ResourceServer } => ({
  identifier: `urn:${audience}`,
  server: {
    scope: requiredScope.text,
    audience,
    accessTokenTTL: HOUR,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  },
})

interface IssuerSettings {
  readonly audience: string
  readonly consoleUrl: string
  readonly signingKey: JWK
}

/** The configuration of the local sign-on: one client of our own, no question for consent, the API as the default resource. */
export const issuerConfiguration = (
  people: People,
  { audience, consoleUrl, signingKey }: IssuerSettings,
): Configuration => {
  const api = apiResource(audience)
  return {
    adapter: memoryAdapter(),
    clients: [clientOf(consoleUrl)],
    jwks: { keys: [signingKey] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: IDENTITY_SCOPE.split(' '),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    clientBasedCORS: () => true,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    ttl: {
      Interaction: HOUR,
      Session: FORTNIGHT,
      Grant: FORTNIGHT,
      RefreshToken: 12 * HOUR,
      IdToken: HOUR,
      AuthorizationCode: 60,
      AccessToken: HOUR,
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => {
      const person = people.bySub(sub)
      if (person === undefined) return undefined
      const { email } = person
      return { accountId: sub, claims: () => ({ sub, email, email_verified: true, name: email }) }
    },
    extraTokenClaims: (_context, token) =>
      'accountId' in token && typeof token.accountId === 'string'
        ? {
            email: people.bySub(token.accountId)?.email,
            email_verified: true,
            token_use: 'access',
            ...token.extra,
          }
        : undefined,
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const known = session.grantIdFor(client.clientId)
      const kept = known === undefined ? undefined : await provider.Grant.find(known)
      if (kept !== undefined) return kept
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(IDENTITY_SCOPE)
      grant.addResourceScope(api.identifier, requiredScope.text)
      await grant.save()
      return grant
    },
    renderError: (context, { error, error_description: detail }) => {
      context.type = 'text/plain'
      context.body = `${error}: ${detail ?? 'the sign-in cannot go on'}\n`
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form)
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api.identifier,
        useGrantedResource: () => true,
        getResourceServerInfo: () => api.server,
      },
    },
  }
}
