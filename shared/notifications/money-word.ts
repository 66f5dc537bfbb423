import type { Currency, Money } from '../kernel/money.ts'

/** An amount as a word of a mail: the currency and whole minor units, such as `USD 28800`. */
export type MoneyWord = `${Currency} ${number}`

/** The amount as a word of a mail. */
export const moneyWord = ({ currency, minor }: Money): MoneyWord => `${currency} ${minor}`
