import type { IncomingHttpHeaders } from 'node:http'
import type { Cors } from './declared-routes.ts'

type Headers = Readonly<Record<string, string>>

const allowedOrigin = ({ AllowOrigins: allowed }: Cors, origin: string): string | undefined => {
  if (allowed.includes('*')) return '*'
  return allowed.includes(origin) || allowed.includes(`${origin.split('://')[0]}://*`) ? origin : undefined
}

/** The headers that let a page of an allowed origin read an answer. */
export const corsHeaders = (cors: Cors, { origin }: IncomingHttpHeaders): Headers => {
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin)
  if (allowed === undefined) return {}
  return {
    'access-control-allow-origin': allowed,
    ...(allowed === '*' ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
  }
}

/** The headers of a preflight's answer; none where the origin or the method is not allowed. */
export const preflightHeaders = (cors: Cors, headers: IncomingHttpHeaders): Headers => {
  const granted = corsHeaders(cors, headers)
  const method = headers['access-control-request-method']
  const isAllowed =
    cors.AllowMethods.includes('*') || (method !== undefined && cors.AllowMethods.includes(method))
  if (Object.keys(granted).length === 0 || !isAllowed) return {}
  const asked = headers['access-control-request-headers'] ?? '*'
  return {
    ...granted,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    'access-control-allow-headers': cors.AllowHeaders.includes('*') ? asked : cors.AllowHeaders.join(','),
    ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': `${cors.MaxAge}` }),
  }
}
