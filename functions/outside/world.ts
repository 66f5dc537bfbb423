import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols'
import { StandardRetryStrategy } from '@smithy/core/retry'
import { ulid } from 'ulid'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import type { Table } from '../../shared/table/table.ts'
import { collected } from './collected.ts'
import { optionalSetting, setting } from './settings.ts'
import { SigningHash } from './signing-hash.ts'

/** A request to the table is repeated if it gets no answer within a second, so that a connection that hangs does not use up the time. */
const impatient = { connectionTimeout: 1_000, requestTimeout: 1_000, throwOnRequestTimeout: true }

const LONGEST_PAUSE_MS = 1_000

/** Milliseconds before a retry, counted from 1: full jitter below a bound that doubles, 1 s at most. */
const pauseMs = (attempt: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MS, Number(optionalSetting('RETRY_PAUSE_MS') ?? 25) * 2 ** attempt)

const pause = (attempt: number): Promise<void> => sleep(pauseMs(attempt))

/** The client pauses as the table does; by itself it would wait up to 2 s after throttling, longer than a commit may take. */
const retryStrategy = (): StandardRetryStrategy =>
  new StandardRetryStrategy({
    maxAttempts: 3,
    backoff: {
      computeNextBackoffDelay: (retries) => pauseMs(retries + 1),
      setDelayBase: () => undefined,
    },
  })

/** What the client leaves out where people wait: the header that finds loops of events, and the one that names the SDK (ADR 34). */
const FOR_EVENTS_ALONE = ['recursionDetectionMiddleware', 'getUserAgentMiddleware'] as const

const shorten = ({ middlewareStack }: DynamoDBClient): void => {
  for (const name of FOR_EVENTS_ALONE) middlewareStack.remove(name)
}

let isOverHttp = false

type RequestHandler = NonNullable<DynamoDBClientConfig['requestHandler']>

const openTable = (requestHandler: RequestHandler) => {
  const client = new DynamoDBClient({
    retryStrategy: retryStrategy(),
    requestHandler,
    sha256: SigningHash,
    streamCollector: collected,
  })
  // It copies every request and every answer for a logger that does not exist.
  client.middlewareStack.remove('loggerMiddleware')
  if (isOverHttp) shorten(client)
  return { client, table: dynamoTable(setting('TABLE_NAME'), { client, pause }) }
}

// If the table is known, its client is created while the function starts, when Lambda gives the most processor time.
let opened = optionalSetting('TABLE_NAME') === undefined ? undefined : openTable(impatient)

const openedTable = () => (opened ??= openTable(impatient))

/** The same on a request handler of its own, which nothing else can reach. */
export const tableOn = (requestHandler: RequestHandler): Table => openTable(requestHandler).table

/** Hands a request to the table's own connections as it is, neither signed nor repeated, and reads its answer to the end, so that the connection is free again. */
export const sendUnsigned = async (request: HttpRequest): Promise<void> => {
  const { client } = openedTable()
  const answered = await client.config.requestHandler.handle(request)
  const response: unknown = answered.response
  if (response instanceof HttpResponse && response.body instanceof Readable)
    await finished(response.body.resume())
}

const ulidOf = (atMs: number): string => ulid(atMs, () => randomInt(32) / 32)

/** What functions get from outside: environment, real time, randomness and the table. */
export const world = {
  setting,
  optionalSetting,
  /** Whether the stage has a programme clock. */
  hasClock: (): boolean => optionalSetting('PROGRAMME_CLOCK') !== undefined,
  /** The credentials of the function's role, which Lambda puts into its environment. */
  credentials: () => {
    const sessionToken = optionalSetting('AWS_SESSION_TOKEN')
    return {
      accessKeyId: setting('AWS_ACCESS_KEY_ID'),
      secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    }
  },
  /** Milliseconds of real time since the epoch. */
  realMs: (): number => Date.now(),
  /** A ULID of a millisecond, with randomness from node:crypto, which is loaded anyway; the library's default would load web crypto. */
  ulid: ulidOf,
  pauseMs,
  /** Waits before a retry, counted from 1. */
  pause,
  randomHex: (bytes: number): string => randomBytes(bytes).toString('hex'),
  /** What marks the items of one commit: an id that is new for each decision, and the salt of its lines in logs. */
  commitMarks: () => ({ commitId: ulidOf(Date.now()), salt: randomUUID() }),
  get table(): Table {
    return openedTable().table
  },
  /** Says that the function is called over HTTP alone, so that its requests to the table are as short as they can be. */
  servedOverHttp: (): void => {
    isOverHttp = true
    if (opened) shorten(opened.client)
  },
}
