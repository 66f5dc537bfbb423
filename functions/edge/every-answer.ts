import type { Language } from '../../shared/kernel/text.ts'

/** The headers of every answer, done or refused: not to be stored, not to be taken for another type, and to be asked for by https alone for a year (RFC 6797). */
export const everyAnswer = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const

/** The headers of an answer whose words are in the language that was asked for. */
export const inLanguage = (language: Language) =>
  ({ 'content-language': language, vary: 'Accept-Language' }) as const
