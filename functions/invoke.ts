import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { unavailable } from '../shared/kernel/problems.ts'
import { world } from './world.ts'

const ACCEPTED = 202
const LONGEST_WAIT_MS = 5_000

type SourceData = string | ArrayBuffer | ArrayBufferView

const bytes = (source: SourceData): string | Uint8Array => {
  if (typeof source === 'string') return source
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
}

/** SHA-256, or its keyed form, as the signer asks for it. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>

  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }

  update(part: SourceData): void {
    this.#hash.update(bytes(part))
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }
}

/** Gives an event, as JSON text, to a function that nobody waits for; refuses with `unavailable` unless the event was surely taken. */
export const invokeAsynchronously = async (functionArn: string, event: string): Promise<void> => {
  const region = world.setting('AWS_REGION')
  const endpoint =
    world.optionalSetting('AWS_ENDPOINT_URL_LAMBDA') ?? `https://lambda.${region}.amazonaws.com`
  const { protocol, hostname, port, host } = new URL(endpoint)
  const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`
  const signer = new SignatureV4({
    service: 'lambda',
    region,
    credentials: world.credentials(),
    sha256: Sha256,
  })
  const { headers } = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path,
    query: {},
    headers: { host, 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
    body: event,
  })
  const asked = fetch(`${endpoint}${path}`, {
    method: 'POST',
    headers,
    body: event,
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  })
  const answer = await asked.catch(() => undefined)
  if (answer?.status !== ACCEPTED) throw unavailable({ retryAfterSeconds: 5 })
}
