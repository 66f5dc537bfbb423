import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  createServer,
  request as httpRequest,
} from 'node:http'
import { LOOPBACK, listen } from '../loopback.ts'
import { dynamoDbAccesses } from './dynamodb-access.ts'
import type { TableDeclaration } from './declared-tables.ts'
import { LAPTOP_AUTHORIZATION, LAPTOP_KEY } from './dynamodb-wire.ts'
import { type Access, type Statement, evaluate } from './iam.ts'
import { functionOf, invocationAccess } from './lambda-access.ts'
import { sesAccesses } from './ses-access.ts'

/** A function's request to an AWS service. */
export interface AwsRequest {
  readonly functionName: string
  readonly service: 'dynamodb' | 'ses'
  /** The DynamoDB operation, such as `TransactWriteItems`, or SES's method and path. */
  readonly operation: string
  readonly body: unknown
}
export interface AwsAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}
/** Passes the request on, with another body where one is given. */
export type Forward = (body?: unknown) => Promise<AwsAnswer>
/** Stands between a permitted request and its service; answering `drop` cuts the connection without an answer. */
export type Intercept = (request: AwsRequest, forward: Forward) => Promise<AwsAnswer | 'drop'>

export interface AwsProxyOptions {
  readonly dynamodb: string
  readonly ses: string
  readonly tables: readonly TableDeclaration[]
  /** What each function may do, by function name. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>
  /** The access key id whose requests are not judged. */
  readonly trustedKey?: string
  /** Hands an event to a function asynchronously. */
  readonly invoke?: (functionName: string, event: unknown) => Promise<void>
  readonly intercept?: Intercept
  readonly port?: number
}

export interface AwsProxy {
  readonly url: string
  /** The permitted actions that each function has used. */
  usage(): ReadonlyMap<string, ReadonlySet<string>>
  stop(): Promise<void>
}

/** The access key id under which a function signs. */
export const accessKeyIdOf = (functionName: string): string => functionName.replace(/[^\w-]/g, '_')

const CREDENTIAL = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/

const denial = (functionName: string, { action, resource, context }: Access, explicit: boolean): string => {
  const keys = context['dynamodb:LeadingKeys'] ?? context['ses:FromAddress']
  const detail = keys === undefined ? '' : ` for ${keys.join(', ')}`
  const because = explicit ? 'of an explicit deny' : `no statement of its role allows ${action}`
  return `Function ${functionName} is not authorized to perform ${action} on ${resource}${detail}, because ${because}.`
}

const json = (status: number, type: string, message: string, contentType: string): AwsAnswer => ({
  status,
  headers: { 'content-type': contentType, 'x-amzn-errortype': type },
  body: Buffer.from(
    JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message, Message: message }),
  ),
})

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const bytes = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Starts the proxy through which functions reach DynamoDB and SES, each limited to what its synthesized role allows. */
export const startAwsProxy = async (options: AwsProxyOptions): Promise<AwsProxy> => {
  const { tables, trustedKey = LAPTOP_KEY, intercept } = options
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const table = new Map(tables.map((declared) => [declared.tableName, declared]))
  const names = new Map([...options.statements.keys()].map((name) => [accessKeyIdOf(name), name]))
  const usage = new Map<string, Set<string>>()
  const endpoints = { dynamodb: new URL(options.dynamodb), ses: new URL(options.ses) }

  const send = (to: URL, incoming: IncomingMessage, body: Buffer): Promise<AwsAnswer> =>
    new Promise((resolve, reject) => {
      const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = incoming.headers
      const headers: IncomingHttpHeaders = {
        ...kept,
        host: to.host,
        'content-length': `${body.length}`,
        // Who asks is judged here; DynamoDB Local takes no key id with a hyphen, and may keep a table apart for each.
        ...(to === endpoints.dynamodb ? { authorization: LAPTOP_AUTHORIZATION } : {}),
      }
      const outgoing = httpRequest(
        { agent, hostname: to.hostname, port: to.port, method: incoming.method, path: incoming.url, headers },
        (answer) => {
          bytes(answer).then((content) => {
            const { connection: _c, 'keep-alive': _k, 'transfer-encoding': _t, ...passed } = answer.headers
            resolve({ status: answer.statusCode ?? 502, headers: passed, body: content })
          }, reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  const refusalOf = (functionName: string, checks: readonly (readonly Access[])[]): string | undefined => {
    const statements = options.statements.get(functionName)
    if (statements === undefined) return `Nobody here signs as ${functionName}.`
    const used = usage.get(functionName) ?? new Set()
    usage.set(functionName, used)
    for (const alternatives of checks) {
      const verdicts = alternatives.map((access) => ({ access, verdict: evaluate(statements, access) }))
      const [first] = verdicts
      if (first === undefined) continue
      const denied = verdicts.find(({ verdict }) => verdict === 'denied')
      if (denied !== undefined) return denial(functionName, denied.access, true)
      if (!verdicts.some(({ verdict }) => verdict === 'allowed'))
        return denial(functionName, first.access, false)
      used.add(first.access.action)
    }
    return undefined
  }

  const answer = async (incoming: IncomingMessage): Promise<AwsAnswer | 'drop'> => {
    const [, key = 'nobody', service = 'unsigned'] =
      CREDENTIAL.exec(incoming.headers.authorization ?? '') ?? []
    const raw = await bytes(incoming)
    const functionName = names.get(key) ?? key
    if (service === 'lambda' && options.invoke !== undefined) {
      const access = invocationAccess(`${incoming.url}`)
      const refusal = refusalOf(functionName, [[access]])
      if (refusal !== undefined) return json(403, 'AccessDeniedException', refusal, 'application/json')
      void options.invoke(functionOf(access), parsed(raw))
      return { status: 202, headers: {}, body: Buffer.alloc(0) }
    }
    if (service !== 'dynamodb' && service !== 'ses')
      return json(
        501,
        'NotImplementedException',
        `The laptop has no ${service} for ${functionName}.`,
        'application/json',
      )
    const body = parsed(raw)
    const to = endpoints[service]
    if (key === trustedKey) return send(to, incoming, raw)

    const [method = 'POST', path = '/'] = [incoming.method, incoming.url]
    const target = `${incoming.headers['x-amz-target'] ?? ''}`.replace(/^.*\./, '')
    const isDynamoDb = service === 'dynamodb'
    const operation = isDynamoDb ? target : `${method} ${path}`
    const checks = isDynamoDb
      ? dynamoDbAccesses(target, body, (name) => table.get(name)).map((access) => [access])
      : sesAccesses(method, path, body)
    const refusal = refusalOf(functionName, checks)
    if (refusal !== undefined)
      return isDynamoDb
        ? json(400, 'AccessDeniedException', refusal, 'application/x-amz-json-1.0')
        : json(403, 'AccessDeniedException', refusal, 'application/json')

    const forward: Forward = (other) =>
      send(to, incoming, other === undefined ? raw : Buffer.from(JSON.stringify(other)))
    return intercept === undefined
      ? forward()
      : intercept({ functionName, service, operation, body }, forward)
  }

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const given = await answer(incoming)
      if (given === 'drop') {
        incoming.socket.destroy()
        return
      }
      outgoing.writeHead(given.status, { ...given.headers, 'content-length': given.body.length })
      outgoing.end(given.body)
    } catch {
      // The service is gone or cut the connection: so does the proxy.
      incoming.socket.destroy()
    }
  }
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing))
  const port = await listen(server, options.port ?? 0)
  return {
    url: `http://${LOOPBACK}:${port}`,
    usage: () => usage,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}
