import { isThrottlingError } from '@smithy/core/retry'
import * as z from 'zod'

/**
 * The outcome of one attempt to send. `not-sent`: the mail service certainly took nothing, for a reason that passes or that somebody mends,
 * so it is tried again. `refused`: this mail can never be sent. `uncertain`: it may have been taken, so it is not repeated.
 */
export type Sending =
  | { readonly outcome: 'sent'; readonly messageId: string | undefined }
  | { readonly outcome: 'not-sent' | 'refused' | 'uncertain'; readonly reason: string }

/** What tells errors of the SDK and of Node apart. */
const Thrown = z.object({
  name: z.string().catch('unknown'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).catch({}),
  $response: z.object({ statusCode: z.number().optional() }).catch({}),
  /** Each address of a host that could not be connected to. */
  errors: z.array(z.unknown()).catch([]),
})
type Thrown = z.infer<typeof Thrown>

/** What the mail service says of an address or a text that it never takes. */
const ABOUT_THE_MAIL = [
  'BadRequestException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'ValidationException',
  'RequestEntityTooLargeException',
]
/** What it says in the same way of the account, which the next mail would hear as well. */
const ABOUT_THE_ACCOUNT = /configuration.?set|not verified|identit|sandbox|sending (?:is )?paused|tenant/i

/** Spellings that the SDK's own list of throttling errors lacks. */
const THROTTLED = /throttl|too.?many|limit.?exceeded|rate.?exceeded|slow.?down|throughput/i

const CONNECTING = ['connect', 'getaddrinfo']
const NO_CONNECTION = /did not establish a connection|before secure TLS connection was established/
const NO_TRUST = /^(?:ERR_TLS_|CERT_)|_CERT|CERTIFICATE/

/** Whether no connection was there to send anything on. */
const isUnconnected = (error: Thrown): boolean =>
  error.errors.length > 0
    ? error.errors.every((each) => isUnconnected(Thrown.parse(each)))
    : CONNECTING.includes(error.syscall ?? '') ||
      NO_CONNECTION.test(error.message) ||
      NO_TRUST.test(error.code ?? '')

const outcomeOf = (error: Thrown, isOnItsWay: boolean): 'not-sent' | 'refused' | 'uncertain' => {
  const status = error.$metadata.httpStatusCode ?? error.$response.statusCode
  if (status === undefined) return !isOnItsWay || isUnconnected(error) ? 'not-sent' : 'uncertain'
  const { name, message } = error
  if (isThrottlingError({ name, message, $metadata: { httpStatusCode: status } }) || THROTTLED.test(name))
    return 'not-sent'
  if (status < 300 || status >= 500) return 'uncertain'
  return status === 413 || (ABOUT_THE_MAIL.includes(name) && !ABOUT_THE_ACCOUNT.test(message))
    ? 'refused'
    : 'not-sent'
}

/** What an error says of the mail; `isOnItsWay` where the request had been made and signed, so that it may have left. */
export const judged = (thrown: unknown, isOnItsWay: boolean): Sending => {
  const error = Thrown.parse(Object(thrown))
  return { outcome: outcomeOf(error, isOnItsWay), reason: error.name }
}
