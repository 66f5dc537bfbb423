import type * as z from 'zod'
import type { HttpDeclarations, AskedOperationName } from '../contract/http-declarations.ts'
import { takesBody } from '../declaration/method.ts'
import type { HttpDeclaration } from '../declaration/operation.ts'
import type { Language } from '../kernel/text.ts'
import { ProblemError, type ProblemCode } from './problem-error.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

/** What an operation answered. */
export interface Answer<Output> {
  readonly answer: Output
  /** The version, to be sent as `ifMatch` with a change; absent where the answer has none. */
  readonly etag: string | undefined
  /** Where the next page of a file begins; absent for the last, and for lists, whose answers tell it. */
  readonly nextCursor: string | undefined
}

interface CallOptions {
  readonly signal?: AbortSignal
}
type OptionsOf<D extends HttpDeclaration> = CallOptions &
  (D extends { readonly idempotencyKey: string } ? { readonly idempotencyKey?: string } : unknown) &
  (D extends { readonly ifMatch: string } ? { readonly ifMatch: string } : unknown)

type ArgumentsOf<D extends HttpDeclaration> = D extends { readonly ifMatch: string }
  ? [input: z.input<D['input']>, options: OptionsOf<D>]
  : Record<never, never> extends z.input<D['input']>
    ? [input?: z.input<D['input']>, options?: OptionsOf<D>]
    : [input: z.input<D['input']>, options?: OptionsOf<D>]

/** One method for each HTTP operation that a client can ask, of the same name. */
export type Client = {
  readonly [Name in AskedOperationName]: (
    ...given: ArgumentsOf<HttpDeclarations[Name]>
  ) => Promise<Answer<z.output<HttpDeclarations[Name]['output']>>>
}

interface Connection {
  /** Where the API is, without `/v1`. */
  readonly baseUrl: string
  /** An access token of the person who is signed in; asked for before each request. */
  readonly token: () => Promise<string> | string
  /** The language of refusals, asked for before each request; without it the runtime chooses. */
  readonly language?: () => Language
  readonly fetch?: typeof globalThis.fetch
}

interface Sending {
  readonly idempotencyKey?: string
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const GATEWAY_CODES: Readonly<Record<number, ProblemCode>> = {
  401: 'not-signed-in',
  403: 'scope-missing',
  404: 'no-such-route',
  413: 'body-too-large',
  429: 'too-many-requests',
  503: 'unavailable',
  504: 'unavailable',
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const problemOf = ({ status, statusText, headers }: Response, body: unknown): ProblemError => {
  const members = isMembers(body) ? body : {}
  const { type, title, status: _status, detail, instance, message, ...details } = members
  const requestId = textOf(instance).replace(/^urn:request:/, '') || (headers.get('apigw-requestid') ?? '')
  const language = headers.get('content-language')
  const known = /^\/problems\/([a-z0-9-]+)$/.exec(textOf(type))?.[1]
  return new ProblemError({
    code: known ?? (type === undefined ? GATEWAY_CODES[status] : undefined) ?? 'defect',
    status,
    title: textOf(title) || textOf(message) || statusText || `Status ${status}`,
    advice: textOf(detail),
    ...(language === null ? {} : { language }),
    ...(requestId === '' ? {} : { requestId }),
    details: known === undefined ? {} : details,
  })
}

const queryOf = (members: Members): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) if (value !== undefined) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}

const requestOf = (route: Route, input: Members) => {
  const inPath = new Set<string>()
  const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    inPath.add(name)
    return encodeURIComponent(String(input[name]))
  })
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name)))
  return takesBody(route.method)
    ? { path, body: JSON.stringify(rest) }
    : { path: `${path}${queryOf(rest)}`, body: undefined }
}

const cursorIn = (link: string | null): string | undefined =>
  /^<[^>]*[?&]cursor=([^&>]+)[^>]*>; rel="next"$/.exec(link ?? '')?.[1]

const call = async (
  { baseUrl, token, language, fetch = globalThis.fetch }: Connection,
  route: Route,
  input: Members = {},
  { idempotencyKey, ifMatch, signal }: Sending = {},
): Promise<Answer<unknown>> => {
  const { path, body } = requestOf(route, input)
  const key = idempotencyKey ?? (route.idempotencyKey === 'required' ? crypto.randomUUID() : undefined)
  const headers = {
    accept: [...(route.produces ?? []), 'application/json'].join(', '),
    ...(language === undefined ? {} : { 'accept-language': language() }),
    ...(route.allow === 'public' ? {} : { authorization: `Bearer ${await token()}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
  }
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/v1${path}`, {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    })
    const text = await response.text()
    const answer = route.produces && response.ok ? text : parsed(text)
    if (!response.ok || answer === undefined) throw problemOf(response, answer)
    const { headers: answered } = response
    return { answer, etag: answered.get('etag') ?? undefined, nextCursor: cursorIn(answered.get('link')) }
  } catch (thrown) {
    if (thrown instanceof ProblemError || signal?.aborted) throw thrown
    throw new ProblemError(
      {
        code: 'unreachable',
        status: 0,
        title: 'There was no answer',
        advice: 'Check the connection and send the same request again.',
        ...(key === undefined ? {} : { details: { idempotencyKey: key } }),
      },
      { cause: thrown },
    )
  }
}

/** The one place that trusts answers unchecked: the API has validated them before it sent them. */
const isClient = (methods: object): methods is Client => Object.keys(routes).every((name) => name in methods)

/**
 * A client for browsers and Node, typed by the contract, that holds no schema.
 * Where an idempotency key is required and none is given, each call makes its own; give one to repeat a call safely.
 */
export const createClient = (connection: Connection): Client => {
  const methods = Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      (input?: Members, options?: Sending) => call(connection, route, input, options),
    ]),
  )
  if (!isClient(methods)) throw new Error('The routes are incomplete')
  return methods
}
