import { isUtf8 } from 'node:buffer'
import * as z from 'zod'
import { preferredLanguage } from '../../shared/kernel/accept-language.ts'
import { canonicalEmail, EmailAddress, isBeyondAscii } from '../../shared/kernel/email-address.ts'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters, type Http, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import {
  bodyTooLarge,
  emailNotUsable,
  emailNotVerified,
  idempotencyKeyRequired,
  ifMatchRequired,
  invalidInput,
  malformedBody,
  notSignedIn,
} from '../../shared/kernel/problems.ts'
import type { Language } from '../../shared/kernel/text.ts'

const MAX_BYTES = 64 * 1_024
const MAX_DEPTH = 32

/** The parts of an API Gateway HTTP API event (payload 2.0) that operations use. */
export const HttpEvent = z.object({
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
})
export type HttpEvent = z.infer<typeof HttpEvent>

/** The language that the caller wants for refusals. */
export const languageOf = (event: unknown): Language =>
  preferredLanguage(HttpEvent.safeParse(event).data?.headers['accept-language'])

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]),
  exp: z.coerce.number(),
  token_use: z.literal('access').optional(),
})

/** Who is signed in, as the authorizer's claims say; an id token, an unverified e-mail or one that cannot be mailed is refused (R1). */
export const signedIn = (event: HttpEvent): { email: EmailAddress; sub: string } => {
  const claims = Claims.safeParse(event.requestContext.authorizer?.jwt.claims)
  if (!claims.success) throw notSignedIn()
  if (isBeyondAscii(claims.data.email)) throw emailNotUsable()
  const email = EmailAddress.safeParse(canonicalEmail(claims.data.email))
  if (!email.success || String(claims.data.email_verified) !== 'true') throw emailNotVerified()
  return { email: email.data, sub: claims.data.sub }
}

const depthOf = (json: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index]
    if (inString) {
      if (character === '\\') index += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1))
    else if (character === '}' || character === ']') depth -= 1
  }
  return deepest
}

/** The body as parsed: a `z.record` would drop a member named `__proto__`, which must be refused as unknown. */
const JsonObject = z.custom<Record<string, unknown>>(
  (parsed) => typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed),
)

const bodyOf = ({ body, isBase64Encoded }: HttpEvent): Record<string, unknown> => {
  if (body === undefined || body === '') return {}
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > MAX_BYTES) throw bodyTooLarge({ maxBytes: MAX_BYTES })
  if (!isUtf8(bytes)) throw malformedBody()
  const text = bytes.toString('utf8')
  if (depthOf(text) > MAX_DEPTH) throw malformedBody()
  try {
    return JsonObject.parse(JSON.parse(text))
  } catch {
    throw malformedBody()
  }
}

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const issuesOf = (error: z.ZodError) =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: 'is not known here' }))
      : [{ pointer: pointer(issue.path), detail: issue.message }],
  )

/** The validated input: path, query and body members together. Each is taken only from its declared place; unknown members are refused. */
export const inputOf = <S extends z.ZodObject>(
  schema: S,
  { method, path }: Http,
  event: HttpEvent,
): z.output<S> => {
  const inPath = new Set(pathParameters(path))
  const inBody = takesBody(method)
  const members = inBody ? bodyOf(event) : event.queryStringParameters
  const misplaced = [
    ...Object.keys(members).filter((name) => inPath.has(name)),
    ...(inBody ? Object.keys(event.queryStringParameters) : []),
  ].map((name) => ({ pointer: pointer([name]), detail: 'is not known here' }))
  if (!inBody && event.body) misplaced.push({ pointer: '', detail: 'no body is taken here' })
  if (misplaced.length > 0) throw invalidInput({ issues: misplaced })
  const parsed = schema.safeParse({ ...members, ...event.pathParameters })
  if (!parsed.success) throw invalidInput({ issues: issuesOf(parsed.error) })
  return parsed.data
}

const KEY = /^[\x21-\x7e]{1,255}$/

/** The request's idempotency key; `undefined` if none is given or the operation takes none. */
export const idempotencyKeyOf = (
  declaration: HttpDeclaration,
  { headers }: HttpEvent,
): string | undefined => {
  const key = headers['idempotency-key']
  if (declaration.idempotencyKey === undefined) return undefined
  if (key === undefined) {
    if (declaration.idempotencyKey === 'required') throw idempotencyKeyRequired()
    return undefined
  }
  if (!KEY.test(key))
    throw invalidInput({
      issues: [{ pointer: '', detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters' }],
    })
  return key
}

/** The version that the If-Match header names; `undefined` if the operation asks for none, NaN if the header names no version. */
export const ifMatchOf = (declaration: HttpDeclaration, { headers }: HttpEvent): number | undefined => {
  if (declaration.ifMatch === undefined) return undefined
  const tag = headers['if-match']
  if (tag === undefined) throw ifMatchRequired()
  return Number(/^"(\d+)"$/.exec(tag.trim())?.[1] ?? Number.NaN)
}
