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
import { LAPTOP_AUTHORIZATION } from './dynamodb-wire.ts'
import { type Access, type Statement, evaluate } from './iam.ts'
import { functionOf, invocationAccess } from './lambda-access.ts'
import { sesAccesses } from './ses-access.ts'

interface AwsAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface AwsProxyOptions {
  readonly dynamodb: string
  readonly ses: string
  readonly tables: readonly TableDeclaration[]
  /** What each function may do, by function name. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>
  /** Sends an event to a function asynchronously. */
  readonly invoke: (functionName: string, event: unknown) => Promise<void>
}

export interface AwsProxy {
  readonly url: string
  /** How many requests have written to tables. */
  writes(): number
  stop(): Promise<void>
}

/** The access key id with which a function signs. */
export const accessKeyIdOf = (functionName: string): string => functionName.replace(/[^\w-]/g, '_')

const WRITING = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']

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

const unknown = (asked: string, functionName: string): AwsAnswer =>
  json(
    501,
    'NotImplementedException',
    `The laptop does not know ${asked}, which ${functionName} asks for.`,
    'application/json',
  )

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** All bytes of a message, by its events: an async iterator costs more for the few chunks of one. */
const bytes = (message: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.once('end', () => resolve(Buffer.concat(chunks)))
    message.once('error', reject)
  })

/** Starts the proxy through which functions reach DynamoDB and SES, each limited to what its synthesized role allows. */
export const startAwsProxy = async (options: AwsProxyOptions): Promise<AwsProxy> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const table = new Map(options.tables.map((declared) => [declared.tableName, declared]))
  const names = new Map([...options.statements.keys()].map((name) => [accessKeyIdOf(name), name]))
  let writes = 0
  const endpoints = { dynamodb: new URL(options.dynamodb), ses: new URL(options.ses) }

  const send = (to: URL, incoming: IncomingMessage, body: Buffer): Promise<AwsAnswer> =>
    new Promise((resolve, reject) => {
      const { connection: _connection, 'transfer-encoding': _encoding, ...kept } = incoming.headers
      const headers: IncomingHttpHeaders = {
        ...kept,
        host: to.host,
        'content-length': `${body.length}`,
        // DynamoDB Local refuses key ids with a hyphen, and may have other tables for each key id.
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
    if (statements === undefined) return `There is no function ${functionName}.`
    for (const alternatives of checks) {
      const verdicts = alternatives.map((access) => ({ access, verdict: evaluate(statements, access) }))
      const [first] = verdicts
      if (first === undefined) continue
      const denied = verdicts.find(({ verdict }) => verdict === 'denied')
      if (denied !== undefined) return denial(functionName, denied.access, true)
      if (!verdicts.some(({ verdict }) => verdict === 'allowed'))
        return denial(functionName, first.access, false)
    }
    return undefined
  }

  const answer = async (incoming: IncomingMessage): Promise<AwsAnswer> => {
    const [, key = 'nobody', service = 'unsigned'] =
      CREDENTIAL.exec(incoming.headers.authorization ?? '') ?? []
    const raw = await bytes(incoming)
    const functionName = names.get(key) ?? key
    if (service === 'lambda') {
      const access = invocationAccess(`${incoming.url}`)
      const refusal = refusalOf(functionName, [[access]])
      if (refusal !== undefined) return json(403, 'AccessDeniedException', refusal, 'application/json')
      void options.invoke(functionOf(access), parsed(raw))
      return { status: 202, headers: {}, body: Buffer.alloc(0) }
    }
    if (service !== 'dynamodb' && service !== 'ses') return unknown(service, functionName)
    const body = parsed(raw)
    const [method = 'POST', path = '/'] = [incoming.method, incoming.url]
    const isDynamoDb = service === 'dynamodb'
    const operation = isDynamoDb
      ? `${incoming.headers['x-amz-target'] ?? ''}`.replace(/^.*\./, '')
      : `${method} ${path}`
    const checks = isDynamoDb
      ? dynamoDbAccesses(operation, body, (name) => table.get(name))?.map((access) => [access])
      : sesAccesses(operation, body)
    if (checks === undefined) return unknown(operation, functionName)
    const refusal = refusalOf(functionName, checks)
    if (refusal !== undefined)
      return isDynamoDb
        ? json(400, 'AccessDeniedException', refusal, 'application/x-amz-json-1.0')
        : json(403, 'AccessDeniedException', refusal, 'application/json')
    const given = await send(endpoints[service], incoming, raw)
    if (given.status === 200 && WRITING.includes(operation)) writes += 1
    return given
  }

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const given = await answer(incoming)
      outgoing.writeHead(given.status, { ...given.headers, 'content-length': given.body.length })
      outgoing.end(given.body)
    } catch {
      // The service has closed the connection, so the proxy closes its own.
      incoming.socket.destroy()
    }
  }
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing))
  const port = await listen(server, 0)
  return {
    url: `http://${LOOPBACK}:${port}`,
    writes: () => writes,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}
