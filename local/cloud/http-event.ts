import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import type { Caller } from './jwt.ts'
import { ACCOUNT } from './resource-names.ts'
import type { Match } from './routing.ts'

export interface Received {
  readonly message: IncomingMessage
  readonly requestId: string
  readonly apiId: string
  readonly path: string
  readonly query: string
  readonly body: Buffer
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An instant in the format of access logs, such as `23/Nov/2026:10:27:00 +0000`. */
const logTime = (at: Date): string => {
  const [date = '', time = ''] = at.toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`
}

const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i

const joined = (pairs: Iterable<readonly [string, string]>): Record<string, string> => {
  const values = new Map<string, string>()
  for (const [name, value] of pairs) {
    const earlier = values.get(name)
    values.set(name, earlier === undefined ? value : `${earlier},${value}`)
  }
  return Object.fromEntries(values)
}

const headersOf = ({ rawHeaders }: IncomingMessage): [string, string][] =>
  rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : [],
  )

const ABSENT = new Set(['cookie', 'connection', 'keep-alive', 'transfer-encoding'])

/** The event of an HTTP API with payload format 2.0. */
export const httpEvent = (
  received: Received,
  { route, pathParameters }: Match,
  caller: Caller | undefined,
): object => {
  const { message, requestId, apiId, path, query, body } = received
  const at = new Date()
  const pairs = headersOf(message)
  const sourceIp = message.socket.remoteAddress ?? '127.0.0.1'
  const headers = joined([
    ...pairs.filter(([name]) => !ABSENT.has(name)),
    ['x-forwarded-for', sourceIp],
    ['x-forwarded-port', `${message.socket.localPort ?? 80}`],
    ['x-forwarded-proto', 'http'],
  ])
  const cookies = pairs.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/))
  const queryStringParameters = joined(new URLSearchParams(query))
  const isText = TEXT.test(headers['content-type'] ?? 'text/plain')
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(query === '' ? {} : { queryStringParameters }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: (headers['host'] ?? '').split('.')[0],
      requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: logTime(at),
      timeEpoch: at.getTime(),
      http: {
        method: message.method ?? 'GET',
        path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      ...(caller === undefined ? {} : { authorizer: { jwt: caller } }),
    },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]).transform(String)

const FunctionAnswer = z.strictObject({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), HeaderValue).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The HTTP answer for what a function returned; `undefined` where it is malformed. */
export const httpAnswer = (returned: unknown): HttpAnswer | undefined => {
  const parsed = FunctionAnswer.safeParse(returned)
  if (!parsed.success) return undefined
  const { statusCode, headers, body, isBase64Encoded } = parsed.data
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value])
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(named) },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  }
}
