import { createPayer } from '../../../functions/outside/payments/card-entry.ts'
import { cardOfMethod } from '../../../functions/outside/payments/card.ts'
import type { Charge } from '../../../functions/outside/payments/charge.ts'
import type { ChargeOutcome } from '../../../functions/outside/payments/intent.ts'

let made = 0
/** A text that no other request of this file has. */
export const unique = (prefix = 'key'): string => `${prefix}_${(made += 1)}`

/** The client asks once more where a connection is closed. */
export const UNREACHABLE = { fault: 'lost-before', times: 2 } as const

/** A new payer: its provider customer. */
export const payer = (): Promise<string> => createPayer({ ownerId: 'prt_1', key: unique() })

/** Gives a card to a payer. */
export const attach = (paymentMethod: string, providerCustomer: string) =>
  cardOfMethod({ paymentMethod, providerCustomer, key: unique() })

/** A charge of 12.34 that nobody has asked for yet, of a payer with that card. */
export const due = async (token = 'pm_card_visa'): Promise<Charge> => {
  const providerCustomer = await payer()
  const card = await attach(token, providerCustomer)
  if ('unusable' in card) throw new Error(card.unusable)
  return {
    paymentId: unique('pay'),
    customerId: 'cus_1',
    amount: 1_234,
    currency: 'usd',
    providerCustomer,
    paymentMethod: card.paymentMethod,
  }
}

/** The intent of an outcome that has one. */
export const intentOf = (outcome: ChargeOutcome): string => {
  if (!('intent' in outcome)) throw new Error(`There is no intent: ${outcome.outcome}`)
  return outcome.intent ?? ''
}
