import { Sha256 } from '@smithy/core/checksum'
import { SignatureV4 } from '@smithy/signature-v4'
import { world } from './world.ts'

const ACCEPTED = 202
const LONGEST_WAIT_MS = 5_000

/** Gives an event, as JSON text, to a function that nobody waits for; `not-taken` unless the service certainly accepted it. */
export const invokeAsynchronously = async (
  functionArn: string,
  event: string,
): Promise<'taken' | 'not-taken'> => {
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
  return answer?.status === ACCEPTED ? 'taken' : 'not-taken'
}
