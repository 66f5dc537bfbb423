import { request } from 'node:http'
import { afterAll, beforeAll } from 'vitest'
import * as z from 'zod'
import { startApi, type Api } from '../../local/cloud/api.ts'
import type { Somebody } from '../support/arrange.ts'
import { lambdaContext } from '../support/describe/call.ts'
import { handlerOf, httpOperations, operationNamed } from '../support/describe/handlers.ts'

/** A request as it is written. */
export interface Sent {
  readonly path: string
  readonly method?: string
  /** Names and values in turn, so that a name may come twice. */
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
}

const Answered = z.looseObject({ type: z.string().optional(), issues: z.array(z.unknown()).optional() })
/** The one token that the gateway knows. */
export const TOKEN = 'Bearer the-token'

/** The laptop's gateway before the real functions, asked by HTTP as it is written, which no client library puts in order. */
export const useGateway = () => {
  let api: Api
  let as: Somebody
  beforeAll(async () => {
    api = await startApi({
      api: {
        apiId: 'api',
        routes: httpOperations.map(({ operation: { name, declaration } }) => ({
          routeKey: `${declaration.on.method} /v1${declaration.on.path}`,
          functionName: name,
          timeoutMilliseconds: 20_000,
          ...(declaration.allow === 'public'
            ? {}
            : { authorizer: { issuer: '', audiences: [], scopes: [] } }),
        })),
      },
      authorize: async (_authorizer, header) =>
        header === TOKEN
          ? {
              caller: {
                claims: { sub: as.sub, email: as.email, email_verified: 'true', exp: '9999999999' },
                scopes: null,
              },
            }
          : { refused: 'unauthorized', because: undefined },
      port: 0,
      invoke: async (name, event) =>
        (await handlerOf(operationNamed(name)))(JSON.parse(JSON.stringify(event)), lambdaContext(name)),
    })
  })
  afterAll(() => api.stop())

  const send = ({ path, method = 'GET', headers = [], body }: Sent) =>
    new Promise<{ status: number; headers: object; body: z.infer<typeof Answered> }>((resolve, reject) => {
      const { host } = new URL(api.url)
      const authorization = headers.includes('Authorization') ? [] : ['Authorization', TOKEN]
      const length = body === undefined ? [] : ['Content-Length', `${Buffer.byteLength(body)}`]
      const sent = request(
        {
          ...target(api.url),
          path: `/v1${path}`,
          method,
          headers: ['Host', host, ...authorization, ...length, ...headers],
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Answered.parse(text === '' ? {} : JSON.parse(text)),
            })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  return {
    send,
    /** Who the token is of from now on. */
    signIn: (who: Somebody): void => {
      as = who
    },
  }
}

const target = (url: string): { hostname: string; port: string } => {
  const { hostname, port } = new URL(url)
  return { hostname, port }
}
