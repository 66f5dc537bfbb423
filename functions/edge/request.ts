import * as z from 'zod'
import { preferredLanguage } from '../../shared/kernel/accept-language.ts'
import { EmailAddress, isBeyondAscii } from '../../shared/kernel/email-address.ts'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters, type Http } from '../../shared/declaration/operation.ts'
import { emailNotUsable, emailNotVerified, invalidInput, notSignedIn } from '../../shared/kernel/problems.ts'
import type { Language } from '../../shared/kernel/text.ts'
import { bodyOf } from './body.ts'
import { HttpEvent } from './http-event.ts'

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
  const email = EmailAddress.safeParse(claims.data.email)
  if (!email.success || String(claims.data.email_verified) !== 'true') throw emailNotVerified()
  return { email: email.data, sub: claims.data.sub }
}

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const issueAt = (path: readonly PropertyKey[], detail: string) => ({ pointer: pointer(path), detail })

const issuesOf = (error: z.ZodError) =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => issueAt([...issue.path, key], 'is not known here'))
      : [issueAt(issue.path, issue.message)],
  )

/** Names that a query gives more than once; the gateway joins their values with a comma. */
const repeatedIn = ({ rawQueryString }: HttpEvent): string[] => {
  if (rawQueryString === '') return []
  const names = [...new URLSearchParams(rawQueryString).keys()]
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
}

/** Where texts are that hold half a character, or U+FFFD, which stands for bytes that could not be read. */
const unreadableIn = (value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\ufffd') ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => unreadableIn(member, [...path, name]))
}

const validated = <S extends z.ZodType>(schema: S, given: object): z.output<S> => {
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw invalidInput({ issues: issuesOf(parsed.error) })
  return parsed.data
}

const notReadable = (at: readonly PropertyKey[]) => issueAt(at, 'must be well-formed Unicode without U+FFFD')

/** The validated members of the path alone. */
export const pathInputOf = (
  { shape }: z.ZodObject,
  { path }: Http,
  { pathParameters: given }: HttpEvent,
): Readonly<Record<string, unknown>> => {
  const issues = unreadableIn(given).map(notReadable)
  if (issues.length > 0) throw invalidInput({ issues })
  const inPath = new Set(pathParameters(path))
  const members = Object.entries<z.core.$ZodType>(shape).filter(([name]) => inPath.has(name))
  return validated(z.strictObject(Object.fromEntries(members)), given)
}

/** The validated input: path, query and body members together. Each is taken only from its declared place, once and as readable text; unknown members are refused. */
export const inputOf = <S extends z.ZodObject>(
  schema: S,
  { method, path }: Http,
  event: HttpEvent,
): z.output<S> => {
  const { body, pathParameters: fromPath, queryStringParameters: query } = event
  const inPath = new Set(pathParameters(path))
  const inBody = takesBody(method)
  const members = inBody ? bodyOf(event, method) : query
  const misplaced = [
    ...Object.keys(members).filter((name) => inPath.has(name)),
    ...(inBody ? Object.keys(query) : []),
  ]
  const given = { ...members, ...fromPath }
  const issues = [
    ...misplaced.map((name) => issueAt([name], 'is not known here')),
    ...(!inBody && body ? [issueAt([], 'no body is taken here')] : []),
    ...repeatedIn(event).map((name) => issueAt([name], 'must be given once')),
    ...unreadableIn(given).map(notReadable),
  ]
  if (issues.length > 0) throw invalidInput({ issues })
  return validated(schema, given)
}
