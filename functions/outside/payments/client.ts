import Stripe from 'stripe'
import { world } from '../world.ts'

/** The version of the provider's API that this port is written for; an update of the client does not move it. */
const API_VERSION = '2026-10-28.endive'

/** The most that a request may take. */
const longestMs = (): number => Number(world.optionalSetting('PAYMENT_LONGEST_MS') ?? 4_000)

/** The laptop's provider; the provider's own address where none is set. */
const placeOf = (address: string) => {
  const { protocol, hostname, port } = new URL(address)
  return { protocol: protocol === 'http:' ? 'http' : 'https', host: hostname, port } as const
}

const connected = (): Stripe => {
  const address = world.optionalSetting('PAYMENT_ADDRESS')
  return new Stripe(world.setting('PAYMENT_KEY'), {
    apiVersion: API_VERSION,
    httpClient: Stripe.createNodeHttpClient(),
    maxNetworkRetries: 0,
    timeout: longestMs(),
    telemetry: false,
    ...(address === undefined ? {} : placeOf(address)),
  })
}

let client: Stripe | undefined

/** The client of the payment provider: it waits 4 s unless set otherwise, and repeats nothing but a request whose connection was closed, once. */
export const provider = (): Stripe => (client ??= connected())

/** What an error says of an outcome that is not known, without a word of the request; throws what is no answer of the provider. */
export const unknownReason = (error: unknown): string => {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  return [error.type, error.statusCode, error.code].filter((part) => part !== undefined).join(' ')
}

/** The payment provider gave no usable answer to a question, or to a request that moves no money. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
}

/** Waits for an answer; throws `ProviderUnavailable` where the provider gave none that can be used. */
export const answerOf = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (error) {
    throw new ProviderUnavailable(unknownReason(error))
  }
}

/** Waits for what is asked for by its id; `undefined` where there is no such thing. Throws `ProviderUnavailable`. */
export const foundBy = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return undefined
    throw new ProviderUnavailable(unknownReason(error))
  }
}
