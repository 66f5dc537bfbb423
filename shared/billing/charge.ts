import type { Terms } from '../commission/terms.ts'
import { mulDiv } from '../kernel/money.ts'
import type { CardType } from '../subscriptions/plan.ts'

/** The least that the provider charges at once, in minor units. */
export const LEAST_CHARGE = 50
/** The most that the provider charges at once, in minor units. */
export const MOST_CHARGE = 99_999_999

/** A list price as it is charged, in minor units: `list = discount + charge + carried`. */
export interface Charge {
  readonly list: number
  /** What the partner does not pay on its own card; 0 on the customer's (R44). */
  readonly discount: number
  readonly charge: number
  /** What the partner earns on the customer's card; 0 on its own (R44). */
  readonly commission: number
  /** The list price that is too small to be charged and goes into the next charge, or a credit that does. */
  readonly carried: number
}

/** How a list price is charged; without a card as to the customer's (R44). */
export const chargeOf = (list: number, cardType: CardType | undefined, { discountBps }: Terms): Charge => {
  const share = mulDiv(list, discountBps, 10_000)
  const discount = cardType === 'RC' ? share : 0
  const charge = list - discount
  return charge < LEAST_CHARGE
    ? { list, discount: 0, charge: 0, commission: 0, carried: list }
    : { list, discount, charge, commission: cardType === 'CC' ? share : 0, carried: 0 }
}
