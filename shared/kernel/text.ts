import * as z from 'zod'

const CARD_LIKE = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/gu

const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** Whether a text holds 13–19 digits that pass the Luhn check, in any decimal script (R43). */
export const looksLikeCardNumber = (text: string): boolean =>
  (text.normalize('NFKC').match(CARD_LIKE) ?? []).some((found) => passesLuhn(found.replace(/[ -]/gu, '')))

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

/** A country as ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as TH')
  .refine(
    (code) =>
      new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined &&
      code !== 'ZZ',
    'is no known country',
  )
  .meta({ id: 'Country', examples: ['TH', 'BR'] })
