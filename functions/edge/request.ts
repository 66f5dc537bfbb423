import * as z from 'zod'
import { preferredLanguage } from '../../shared/kernel/accept-language.ts'
import { EmailAddress, isBeyondAscii } from '../../shared/kernel/email-address.ts'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters, type Http } from '../../shared/declaration/operation.ts'
import { emailNotUsable, emailNotVerified, invalidInput, notSignedIn } from '../../shared/kernel/problems.ts'
import type { Issue } from '../../shared/kernel/issue.ts'
import type { Language } from '../../shared/kernel/text.ts'
import { bodyOf } from './body.ts'
import { HttpEvent } from './http-event.ts'
import type { Misread, Path } from './issues.ts'

/** The language that the caller wants for refusals. */
export const languageOf = (event: unknown): Language =>
  preferredLanguage(HttpEvent.safeParse(event).data?.headers['accept-language'])

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]),
  exp: z.preprocess(Number, z.number()),
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

/** Names that a query gives more than once; the gateway joins their values with a comma. */
const repeatedIn = ({ rawQueryString }: HttpEvent): string[] => {
  if (rawQueryString === '') return []
  const names = [...new URLSearchParams(rawQueryString).keys()]
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
}

/** Where texts are that hold half a character, or U+FFFD, which stands for bytes that could not be read. */
const unreadableIn = (value: unknown, path: Path = []): Misread[] => {
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\ufffd') ? [] : [{ path, code: 'unreadable' }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => unreadableIn(member, [...path, name]))
}

/** A request that was read: its input, or its issues, worded by a file beside the function's code that most calls never need. */
type Reading<T> = { readonly input: T } | { readonly issues: () => Promise<Issue[]> }

const readBy = <S extends z.ZodType>(
  schema: S,
  given: object,
  misread: readonly Misread[],
): Reading<z.output<S>> => {
  if (misread.length > 0)
    return { issues: async () => (await import('./issues.ts')).issuesOfRequest(misread) }
  const parsed = schema.safeParse(given)
  if (parsed.success) return { input: parsed.data }
  return { issues: async () => (await import('./issues.ts')).issuesOfSchema(parsed.error, given) }
}

const inputIn = async <T>(reading: Reading<T>): Promise<T> => {
  if ('input' in reading) return reading.input
  throw invalidInput({ issues: await reading.issues() })
}

/** The validated members of the path alone. */
export const pathInputOf = (
  { shape }: z.ZodObject,
  { path }: Http,
  { pathParameters: given }: HttpEvent,
): Promise<Readonly<Record<string, unknown>>> => {
  const inPath = new Set(pathParameters(path))
  const members = Object.entries<z.core.$ZodType>(shape).filter(([name]) => inPath.has(name))
  return inputIn(readBy(z.strictObject(Object.fromEntries(members)), given, unreadableIn(given)))
}

/** Reads path, query and body members together. Each is taken only from its declared place, once and as readable text; unknown members are issues. */
export const readInput = <S extends z.ZodObject>(
  schema: S,
  { method, path }: Http,
  event: HttpEvent,
): Reading<z.output<S>> => {
  const { body, pathParameters: fromPath, queryStringParameters: query } = event
  const inPath = new Set(pathParameters(path))
  const inBody = takesBody(method)
  const members = inBody ? bodyOf(event, method) : query
  const misplaced = [
    ...Object.keys(members).filter((name) => inPath.has(name)),
    ...(inBody ? Object.keys(query) : []),
  ]
  const given = { ...members, ...fromPath }
  const misread: Misread[] = [
    ...misplaced.map((name) => ({ path: [name], code: 'unknown-member' as const })),
    ...(!inBody && body ? [{ path: [], code: 'absent' as const }] : []),
    ...repeatedIn(event).map((name) => ({ path: [name], code: 'repeated' as const })),
    ...unreadableIn(given),
  ]
  return readBy(schema, given, misread)
}

/** The validated input of a request, or the refusal with all its issues. */
export const inputOf = async <S extends z.ZodObject>(
  schema: S,
  on: Http,
  event: HttpEvent,
): Promise<z.output<S>> => inputIn(readInput(schema, on, event))
