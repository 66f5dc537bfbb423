import { type JWTPayload, type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from 'jose'
import * as z from 'zod'
import type { JwtAuthorizer } from './declared-routes.ts'

/** The claims of an accepted token, as texts, and its scopes. */
export interface Caller {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[] | null
}

/** `unauthorized` where there is no valid token, `forbidden` where it lacks the route's scopes. */
export type Authorization =
  | { readonly caller: Caller }
  | { readonly refused: 'unauthorized'; readonly because: string | undefined }
  | { readonly refused: 'forbidden' }

export type Authorize = (authorizer: JwtAuthorizer, header: string | undefined) => Promise<Authorization>

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() })

const CLOCK_SKEW_S = 5
const MOST_REMEMBERED = 200
const KEYS_FOR_MS = 2 * 60 * 60 * 1_000
const UNKNOWN_KEY_AFTER_MS = 1_000

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return value.split(' ').filter((part) => part !== '')
  return Array.isArray(value) ? value.map(String) : []
}

const isForAudience = ({ aud, client_id: clientId }: JWTPayload, audiences: readonly string[]): boolean =>
  aud === undefined
    ? typeof clientId === 'string' && audiences.includes(clientId)
    : [aud].flat().some((one) => audiences.includes(one))

/** The claims of a token whose signature, issuer and times were found good. */
interface Verified {
  readonly payload: JWTPayload
  readonly claims: Readonly<Record<string, string>>
  readonly granted: readonly string[]
}

const verifiedOf = (payload: JWTPayload): Verified => ({
  payload,
  claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)])),
  granted: [...texts(payload['scope']), ...texts(payload['scp'])],
})

/** Remembers verified tokens, each by its whole text, until it expires and no longer than the keys are kept. */
const tokenMemory = () => {
  const remembered = new Map<string, { readonly verified: Verified; readonly until: number }>()
  return {
    recall: (token: string): Verified | undefined => {
      const found = remembered.get(token)
      if (found !== undefined && found.until > Date.now()) return found.verified
      remembered.delete(token)
      return undefined
    },
    remember: (token: string, verified: Verified): void => {
      const until = Math.min((verified.payload.exp ?? 0) * 1_000, Date.now() + KEYS_FOR_MS)
      remembered.set(token, { verified, until })
      const [oldest] = remembered.keys()
      if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    },
  }
}

/** Checks access tokens as the JWT authorizer of an HTTP API does, with this issuer, and this audience where given, instead of the declared ones. */
export const jwtAuthorization = (issuer: string, audience?: string): Authorize => {
  let keys: JWTVerifyGetKey | undefined
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const { jwks_uri } = Discovery.parse(await answer.json())
    return createRemoteJWKSet(new URL(jwks_uri), {
      cacheMaxAge: KEYS_FOR_MS,
      cooldownDuration: UNKNOWN_KEY_AFTER_MS,
    })
  }
  const memory = tokenMemory()
  const verified = async (token: string): Promise<Verified> => {
    const recalled = memory.recall(token)
    if (recalled !== undefined) return recalled
    keys ??= await discover()
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['exp'],
    })
    if (payload.iat !== undefined && payload.iat > Date.now() / 1_000 + CLOCK_SKEW_S)
      throw new errors.JWTClaimValidationFailed('issued in the future', payload, 'iat')
    const made = verifiedOf(payload)
    memory.remember(token, made)
    return made
  }
  return async ({ audiences, scopes }, header) => {
    if (header === undefined) return { refused: 'unauthorized', because: undefined }
    let token: Verified
    try {
      token = await verified(header.replace(/^Bearer\s+/i, ''))
    } catch (failure) {
      const isExpired = failure instanceof errors.JWTExpired
      return { refused: 'unauthorized', because: isExpired ? 'the token has expired' : 'invalid token' }
    }
    const { payload, claims, granted } = token
    if (!isForAudience(payload, audience === undefined ? audiences : [audience]))
      return { refused: 'unauthorized', because: "the token's audience is not allowed" }
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return { refused: 'forbidden' }
    return {
      caller: { claims, scopes: scopes.length === 0 ? null : scopes.filter((one) => granted.includes(one)) },
    }
  }
}
