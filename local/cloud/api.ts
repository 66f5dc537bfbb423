import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { LOOPBACK, listen } from '../loopback.ts'
import type { HttpApi } from './declared-routes.ts'
import { type HttpAnswer, httpAnswer, httpEvent } from './http-event.ts'
import { FunctionFailed } from './instance.ts'
import type { Authorization, Authorize } from './jwt.ts'
import { type Match, routeFinder } from './routing.ts'
import type { AnswerOfSite } from './site.ts'

export interface ApiOptions {
  readonly api: HttpApi
  readonly authorize: Authorize
  readonly port: number
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>
  /** What is done between the end of a function and its answer, which waits for it. */
  readonly beforeAnswer?: BeforeAnswer | undefined
  /** What answers other requests on the same origin. */
  readonly site?: AnswerOfSite
}

/** A request that a function has answered: the key of its route, its body, and the status of the answer. */
export interface Answered {
  readonly routeKey: string
  readonly body: Buffer
  readonly status: number
}

export type BeforeAnswer = (answered: Answered) => Promise<void>

export interface Api {
  readonly url: string
  stop(): Promise<void>
}

const LARGEST_BODY = 10 * 1024 * 1024
const LARGEST_HEADERS = 10_240
/** What Node itself takes, so that the gateway is what refuses. */
const LARGEST_READ_HEADERS = 1024 * 1024

/** An answer of the gateway itself, which is no problem document. */
const gatewayAnswer = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
})

const HEADERS_TOO_LARGE = gatewayAnswer(431, 'Request Header Fields Too Large')
const TOO_LARGE = gatewayAnswer(413, 'Request Entity Too Large')
const NOT_FOUND = gatewayAnswer(404, 'Not Found')
const BAD_REQUEST = gatewayAnswer(400, 'Bad Request')
const FAILED = gatewayAnswer(500, 'Internal Server Error')
const UNAVAILABLE = gatewayAnswer(503, 'Service Unavailable')

const refusal = (refused: Exclude<Authorization, { caller: unknown }>): HttpAnswer => {
  if (refused.refused === 'forbidden')
    return gatewayAnswer(403, 'Forbidden', {
      'www-authenticate': 'Bearer scope="" error="insufficient_scope"',
    })
  const reason =
    refused.because === undefined
      ? ''
      : ` scope="" error="invalid_token" error_description="${refused.because}"`
  return gatewayAnswer(401, 'Unauthorized', { 'www-authenticate': `Bearer${reason}` })
}

/** The bytes that the gateway limits: the request line, and all headers with their names. */
const headerBytes = ({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): number =>
  Buffer.byteLength([`${method} ${url} HTTP/${httpVersion}`, ...rawHeaders].join(''), 'latin1')

const NO_BODY = Buffer.alloc(0)

/** Whether a request may have a body: one that says neither its length nor how it is sent has none. */
const mayHaveBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The body; `undefined` where it is too large. It is read to its end in any case, so that the client reads the answer. */
const bodyOf = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  if (!mayHaveBody(message)) return NO_BODY
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= LARGEST_BODY) chunks.push(bytes)
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks)
}

/** Serves an HTTP API on loopback: routes, JWT authorizers and the gateway's own answers. */
export const startApi = async ({
  api,
  authorize,
  port,
  invoke,
  beforeAnswer,
  site,
}: ApiOptions): Promise<Api> => {
  const find = routeFinder(api.routes)

  const matchOf = (method: string, path: string): Match | HttpAnswer => {
    try {
      return find(method, path) ?? NOT_FOUND
    } catch (failure) {
      if (failure instanceof URIError) return BAD_REQUEST
      throw failure
    }
  }
  const within = async (milliseconds: number, running: Promise<unknown>): Promise<HttpAnswer> => {
    const timer = Promise.withResolvers<HttpAnswer>()
    const timeout = setTimeout(() => timer.resolve(UNAVAILABLE), milliseconds)
    const answered = running.then(
      (returned) => httpAnswer(returned) ?? FAILED,
      (failure: unknown) => (failure instanceof FunctionFailed && failure.isTimeout ? UNAVAILABLE : FAILED),
    )
    try {
      return await Promise.race([answered, timer.promise])
    } finally {
      clearTimeout(timeout)
    }
  }
  const answer = async (message: IncomingMessage, requestId: string): Promise<HttpAnswer> => {
    if (headerBytes(message) > LARGEST_HEADERS) return HEADERS_TOO_LARGE
    const { method = 'GET', url = '/', headersDistinct } = message
    const question = url.indexOf('?')
    const path = question < 0 ? url : url.slice(0, question)
    const query = question < 0 ? '' : url.slice(question + 1)
    const match = matchOf(method, path)
    if ('status' in match) return match
    const { routeKey, authorizer, functionName, timeoutMilliseconds } = match.route
    const authorization =
      authorizer === undefined
        ? undefined
        : await authorize(authorizer, headersDistinct['authorization']?.join(','))
    if (authorization !== undefined && 'refused' in authorization) return refusal(authorization)
    const body = await bodyOf(message)
    if (body === undefined) return TOO_LARGE
    const received = { message, requestId, apiId: api.apiId, path, query, body }
    const answered = await within(
      timeoutMilliseconds,
      invoke(functionName, httpEvent(received, match, authorization?.caller)),
    )
    await beforeAnswer?.({ routeKey, body, status: answered.status })
    return answered
  }
  const send = (response: ServerResponse, { status, headers, body }: HttpAnswer): void => {
    const sent: Record<string, string> = { ...headers, 'content-length': `${body.length}` }
    if (status === 204 || status === 304) Reflect.deleteProperty(sent, 'content-length')
    response.writeHead(status, sent)
    response.end(body)
  }
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const ofSite = site?.(message)
    if (ofSite !== undefined) return send(response, ofSite)
    const requestId = `${randomBytes(9).toString('base64url')}=`
    const answered = await answer(message, requestId).catch(() => FAILED)
    send(response, { ...answered, headers: { ...answered.headers, 'apigw-requestid': requestId } })
  }
  const server = createServer({ maxHeaderSize: LARGEST_READ_HEADERS }, (message, response) => {
    serve(message, response).catch(() => response.destroy())
  })
  const taken = await listen(server, port)
  return {
    url: `http://${LOOPBACK}:${taken}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
