import * as z from 'zod'
import { withAsciiDigits } from './digits.ts'
import { withoutInvisible } from './invisible.ts'
import { fault } from './issue.ts'

const BETWEEN = /[\s\p{Pd}\u2212._]{1,3}/u
const RUN = new RegExp(`\\d+(?:${BETWEEN.source}\\d+)*`, 'gu')
const MOST_DIGITS = 19
const SMALLEST_GROUP = 3

/** The lengths and first digits of the numbers that each card network issues. */
const NETWORKS: readonly RegExp[] = [
  /^(?=(?:.{13}|.{16}|.{19})$)4/, // Visa
  /^(?=.{16}$)(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, // Mastercard
  /^(?=.{15}$)3[47]/, // American Express
  /^(?=(?:.{14}|.{16,19})$)3(?:0[0-5]|095|[689])/, // Diners Club
  /^(?=.{16,19}$)6(?:011|4[4-9]|5)/, // Discover
  /^(?=.{16,19}$)35(?:2[89]|[3-8])/, // JCB
  /^(?=.{16}$)3(?:08[89]|09[0-46-9]|10[0-2]|11[2-9]|120|15[89]|33[3-4])/, // JCB, issued with others
  /^(?=.{16,19}$)(?:62|81)/, // UnionPay
  /^(?=.{16,19}$)(?:5[06-8]|6[37])/, // Maestro and its national cards
  /^(?=.{13,15}$)(?:50(?:18|20|38)|5893|6304|6759|676[1-3])/, // Maestro where it issues short ones
  /^(?=.{16}$)(?:60|82)/, // RuPay, Hipercard
  /^(?=.{16,19}$)220[0-4]/, // Mir
  /^(?=.{16}$)9792/, // Troy
  /^(?=(?:.{16}|.{19})$)9704/, // NAPAS
  /^(?=.{16}$)(?:8600|9860)/, // Uzcard, Humo
  /^(?=.{15}$)1/, // UATP
]

const YEAR = String.raw`(?:19|20|2[45])\d\d`
const MONTH = String.raw`(?:0[1-9]|1[0-2])`
const DAY = String.raw`(?:0[1-9]|[12]\d|3[01])`
const DATE = String.raw`(?:${YEAR}[-.\s]?${MONTH}[-.\s]?${DAY}|${DAY}[-.\s]?${MONTH}[-.\s]?${YEAR})`
/** Nothing but dates, in either order, of the Gregorian or the Buddhist calendar. */
const DATES = new RegExp(`^${DATE}(?:${BETWEEN.source}${DATE})*$`, 'u')

const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** What is left of eleven after the digits times their weights: 2 for the last, each one more to the left, from 2 again after `largest`. */
const elevenLess = (digits: string, largest: number): number =>
  11 -
  ([...digits]
    .reverse()
    .reduce((sum, digit, index) => sum + Number(digit) * (2 + (index % (largest - 1))), 0) %
    11)

/** Numbers of companies and persons that have check digits of their own, by which nine in ten cards of that length are none. */
const OTHER_NUMBERS: readonly ((digits: string) => boolean)[] = [
  // Thailand: 13 digits, the last of which is checked modulo 11.
  (digits) => digits.length === 13 && elevenLess(digits.slice(0, 12), 13) % 10 === Number(digits[12]),
  // France, SIRET: each passes the Luhn check, and so do its first nine digits; establishments count from one.
  (digits) => digits.length === 14 && passesLuhn(digits.slice(0, 9)) && digits.slice(9, 13) !== '0000',
  // Brazil, CNPJ: 14 digits, the last two of which are checked modulo 11.
  (digits) =>
    digits.length === 14 &&
    [12, 13].every((at) => (elevenLess(digits.slice(0, at), 9) % 11) % 10 === Number(digits[at])),
]

const isCardLike = (groups: readonly string[]): boolean => {
  const digits = groups.join('')
  return (
    NETWORKS.some((network) => network.test(digits)) &&
    passesLuhn(digits) &&
    !OTHER_NUMBERS.some((isOther) => isOther(digits))
  )
}

/** Groups as cards are written, of three digits or more, or all of one size; others are amounts and telephone numbers. */
const areOfACard = (groups: readonly string[]): boolean =>
  groups.every(({ length }) => length >= SMALLEST_GROUP || length === groups[0]?.length)

const holdsCard = (groups: readonly string[]): boolean =>
  isCardLike(groups) ||
  groups.some((_first, from) =>
    Array.from({ length: MOST_DIGITS }, (_, more) => groups.slice(from, from + more + 1)).some(
      (some) => areOfACard(some) && isCardLike(some),
    ),
  )

/**
 * Whether a text holds a number of a length and beginning that a card network issues, which passes the Luhn check,
 * in any decimal script, also grouped and next to other numbers (R43). Dates and numbers that are valid for something else are none.
 */
export const looksLikeCardNumber = (text: string): boolean => {
  const plain = withAsciiDigits(withoutInvisible(text.normalize('NFKC')))
  return (plain.match(RUN) ?? []).some((run) => !DATES.test(run) && holdsCard(run.split(BETWEEN)))
}

/** A check that a text holds nothing that looks like the number of a payment card (R43). */
// @__NO_SIDE_EFFECTS__
export const holdsNoCardNumber = () =>
  z.refine<string>(
    (text) => !looksLikeCardNumber(text),
    fault('card-number', 'must not hold what looks like a payment card number'),
  )
