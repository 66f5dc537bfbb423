import type { Context } from 'aws-lambda'
import * as z from 'zod'
import { takesBody } from '../../../shared/declaration/method.ts'
import {
  pathParameters,
  type HttpDeclaration,
  type Operation,
} from '../../../shared/declaration/operation.ts'
import type { Somebody } from '../arrange.ts'
import { ownMillisecond } from '../own-millisecond.ts'

/** A function's handler, as Lambda would call it. */
export type Handler = (event: object, context: Context) => Promise<unknown>

const Response = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})

/** What a call came to. */
export interface Called {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** What a JSON answer holds; nothing for a text of another type. */
  readonly body: Readonly<Record<string, unknown>>
  /** The answer as it came. */
  readonly text: string
}

export interface CallOptions {
  readonly idempotencyKey?: string | undefined
  readonly ifMatch?: string | undefined
  /** The Accept-Language header. */
  readonly acceptLanguage?: string | undefined
  /** Headers besides these, or in place of them. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is, in place of the input; bytes where it is no text. */
  readonly rawBody?: string | readonly number[]
  /** Claims that replace those of somebody's token. */
  readonly claims?: Readonly<Record<string, unknown>>
}

let serial = 0

/** The Lambda context of an invocation. */
export const lambdaContext = (functionName: string): Context => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
  memoryLimitInMB: '512',
  awsRequestId: `request-${(serial += 1)}`,
  logGroupName: functionName,
  logStreamName: 'test',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 15_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
})

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const bodyText = (body: string | readonly number[]): string =>
  typeof body === 'string' ? body : Buffer.from(body).toString('base64')

/** The event that the gateway would send to an operation. */
export const eventFor = (
  { declaration }: Operation<HttpDeclaration>,
  as: Somebody | undefined,
  input: Readonly<Record<string, unknown>>,
  { idempotencyKey, ifMatch, acceptLanguage, headers, rawBody, claims }: CallOptions = {},
): object => {
  const { method, path } = declaration.on
  const caller = declaration.allow === 'public' ? undefined : as
  const inPath = pathParameters(path)
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  const rest = given.filter(([member]) => !inPath.includes(member))
  const inBody = takesBody(method)
  const query = inBody ? [] : rest.map(([member, value]) => [member, text(value)])
  return {
    version: '2.0',
    routeKey: `${method} /v1${path}`,
    headers: {
      'content-type': 'application/json',
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }),
      ...headers,
    },
    pathParameters: Object.fromEntries(
      given.filter(([member]) => inPath.includes(member)).map(([member, value]) => [member, text(value)]),
    ),
    rawQueryString: String(new URLSearchParams(query)),
    queryStringParameters: Object.fromEntries(query),
    ...(inBody ? { body: bodyText(rawBody ?? JSON.stringify(Object.fromEntries(rest))) } : {}),
    isBase64Encoded: typeof rawBody === 'object',
    requestContext: {
      requestId: `request-${serial}`,
      http: { sourceIp: '192.0.2.7' },
      ...(caller
        ? {
            authorizer: {
              jwt: {
                claims: {
                  sub: caller.sub,
                  email: caller.email,
                  email_verified: 'true',
                  exp: '9999999999',
                  token_use: 'access',
                  ...claims,
                },
                scopes: ['programme/use'],
              },
            },
          }
        : {}),
    },
  }
}

/** Calls an operation's handler with the event that the gateway would send. */
export const call = async (
  operation: Operation<HttpDeclaration>,
  handler: Handler,
  as: Somebody | undefined,
  input: Readonly<Record<string, unknown>>,
  options: CallOptions = {},
): Promise<Called> => {
  const event = eventFor(operation, as, input, options)
  ownMillisecond()
  const { statusCode, headers, body } = Response.parse(await handler(event, lambdaContext(operation.name)))
  const isJson = /json(;|$)/.test(headers['content-type'] ?? '')
  const members = isJson ? z.record(z.string(), z.unknown()).parse(JSON.parse(body)) : {}
  return { status: statusCode, headers, body: members, text: body }
}
