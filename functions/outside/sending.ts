import { isThrottlingError } from '@smithy/core/retry'
import * as z from 'zod'

/**
 * The outcome of one attempt to send. `not-sent`: the mail service certainly took nothing, for a reason that passes or that somebody mends,
 * so it is tried again. `refused`: this mail can never be sent. `uncertain`: it may have been taken, so it is not repeated.
 */
export type Sending =
  | { readonly outcome: 'sent'; readonly messageId: string }
  | { readonly outcome: 'not-sent' | 'refused' | 'uncertain'; readonly reason: string }

/** What tells errors of the SDK apart. */
const Thrown = z.object({
  name: z.string().catch('unknown'),
  message: z.string().catch(''),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).catch({}),
  $response: z.object({ statusCode: z.number().optional() }).catch({}),
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
const saysOneOf = (phrases: readonly string[]): RegExp => new RegExp(`\\b(?:${phrases.join('|')})\\b`, 'i')

/** What it says in the same way of the account, which the next mail would hear as well. */
const ABOUT_THE_ACCOUNT = saysOneOf([
  'configuration set',
  'not verified',
  'identit(?:y|ies) (?:\\S+ )?(?:failed|is|are|does|do)',
  'the sandbox',
  'sending (?:is |has been )?(?:paused|disabled)',
])

/** Spellings that the SDK's own list of throttling errors lacks. */
const THROTTLED = /throttl|too.?many|limit.?exceeded|rate.?exceeded|slow.?down|throughput/i
/** How the text of an answer says so under any other name. */
const SAID_THROTTLED = saysOneOf([
  'rate (?:limit )?exceeded',
  'quota exceeded',
  'too many requests',
  'slow down',
  'reduce your request rate',
  'throttl(?:ed|ing)',
])

/** A text without the addresses and hosts that it quotes, which say nothing of the reason. */
const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>"]*[@.][^\s<>"]+/g, '').replace(/\s+/g, ' ')

const outcomeOf = (error: Thrown, wasReady: boolean): 'not-sent' | 'refused' | 'uncertain' => {
  const status = error.$metadata.httpStatusCode ?? error.$response.statusCode
  if (status === undefined) return wasReady ? 'uncertain' : 'not-sent'
  if (status < 300) return 'uncertain'
  const { name } = error
  const said = withoutAddresses(error.message)
  if (
    isThrottlingError({ name, message: said, $metadata: { httpStatusCode: status } }) ||
    THROTTLED.test(name) ||
    SAID_THROTTLED.test(said)
  )
    return 'not-sent'
  if (status >= 500) return 'uncertain'
  return status === 413 || (ABOUT_THE_MAIL.includes(name) && !ABOUT_THE_ACCOUNT.test(said))
    ? 'refused'
    : 'not-sent'
}

/** What an error says of the mail; `wasReady` where the connection had been ready, so that the request may have been written. */
export const judged = (thrown: unknown, wasReady: boolean): Sending => {
  const error = Thrown.parse(Object(thrown))
  return { outcome: outcomeOf(error, wasReady), reason: error.name }
}

/** What an answer says of the mail: one that does not name the message may be of something between. */
export const received = ({ MessageId }: { readonly MessageId?: string | undefined }): Sending =>
  MessageId ? { outcome: 'sent', messageId: MessageId } : { outcome: 'uncertain', reason: 'NoMessageId' }
