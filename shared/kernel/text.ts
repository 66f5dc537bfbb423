import * as z from 'zod'

const isDecimal = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint))

/** The value of a decimal digit of any script: the ten of a script lie side by side, from zero to nine. */
const digitValue = (digit: string): string => {
  const codePoint = digit.codePointAt(0) ?? 0
  let zero = codePoint
  while (isDecimal(zero - 1)) zero -= 1
  return String((codePoint - zero) % 10)
}

const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

const isCardNumber = (digits: string): boolean =>
  digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)

const DIGIT_GROUPS = /\d+(?:[\p{Zs}\p{Pd}]\d+)*/gu
const LEAST_GROUP = 4

/** Digits that may belong together: all groups of a run, and neighbours of at least four digits each, as cards group them. */
const joined = (groups: readonly string[]): string[] => {
  const candidates = [groups.join('')]
  for (const start of groups.keys()) {
    let digits = ''
    for (const group of groups.slice(start)) {
      if (group.length < LEAST_GROUP || digits.length > 19) break
      digits += group
      candidates.push(digits)
    }
  }
  return candidates
}

/** Whether a text holds 13–19 digits that pass the Luhn check, in any decimal script (R43). */
export const looksLikeCardNumber = (text: string): boolean =>
  (
    text
      .normalize('NFKC')
      .replace(/(?![0-9])\p{Nd}/gu, digitValue)
      .match(DIGIT_GROUPS) ?? []
  ).some((run) => joined(run.split(/[^0-9]/u)).some(isCardNumber))

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0085\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const LINE = /[\r\n\t]/u

const freeText = (max: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'must not be empty')
    .max(max)
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), 'must not hold control characters')
    .refine((text) => !looksLikeCardNumber(text), 'must not hold what looks like a payment card number')

/** One line of a person's words: Unicode kept, trimmed, 1–`max` characters, no card-number-like digits (R43). */
export const Line = (max: number) => freeText(max).refine((text) => !LINE.test(text), 'must be a single line')

/** Several lines of a person's words, under the same rules as a line. */
export const Paragraph = (max: number) => freeText(max)

/** Languages of mails and problem titles, by BCP 47 tag. */
export const Language = z.enum(['en', 'th', 'pt-BR']).meta({ id: 'Language' })
export type Language = z.infer<typeof Language>

const COUNTRY = /^[A-Z]{2}$/
let regionNames: Intl.DisplayNames | undefined

const isKnownRegion = (code: string): boolean => {
  regionNames ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return code !== 'ZZ' && regionNames.of(code) !== undefined
}

/** A country as ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(COUNTRY, 'must be an ISO 3166-1 alpha-2 code such as TH')
  .refine((code) => !COUNTRY.test(code) || isKnownRegion(code), 'is no known country')
  .meta({ id: 'Country', examples: ['TH', 'BR'] })
