import type * as z from 'zod'
import { declineCodes } from './cards.ts'
import type { PaymentIntent } from './objects.ts'

/** A refused request, with the status and the error of its answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly error: object

  constructor(status: number, error: { readonly message: string }) {
    super(error.message)
    this.status = status
    this.error = error
  }
}

/** A request that is wrong in itself. */
export const invalid = (message: string, more: { code?: string; param?: string } = {}, status = 400) =>
  new Refusal(status, { message, ...more, ...{ type: 'invalid_request_error' } })

/** Something asked for by an id that nothing has: 404 in the path, 400 as a parameter. */
export const missing = (what: string, id: string, param: string, status: 400 | 404 = 400) =>
  invalid(`No such ${what}: '${id}'`, { code: 'resource_missing', param }, status)

const MESSAGES: Readonly<Record<string, string>> = {
  authentication_required: 'Your card was declined. This transaction requires authentication.',
  expired_card: 'Your card has expired.',
  insufficient_funds: 'Your card has insufficient funds.',
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
}

/** What a bank says when it refuses a card. */
export const cardError = (code: string) => ({
  type: 'card_error' as const,
  ...declineCodes(code),
  message: MESSAGES[code] ?? 'Your card was declined.',
})

/** A card that its bank refused; with the provider intent where it was charged. */
export const refusedCard = (code: string, intent?: PaymentIntent) =>
  new Refusal(402, { ...cardError(code), ...(intent && { payment_intent: intent }) })

/** A wrong parameter, as the first of these issues says it. */
export const wrongParameter = ({ issues: [issue] }: z.ZodError): Refusal => {
  const names = (issue?.path ?? []).map(String)
  const nameOf = ([first = '', ...rest]: readonly string[]): string =>
    [first, ...rest.map((name) => `[${name}]`)].join('')
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...names, ...issue.keys.slice(0, 1)])
    return invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  }
  const param = nameOf(names)
  if (issue?.input === undefined)
    return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  return invalid(`Invalid ${param}: ${issue.message}`, { param })
}
