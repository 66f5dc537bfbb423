import * as z from 'zod'
import { holdsNoCardNumber } from './card-number.ts'
import { INVISIBLE } from './invisible.ts'
import { fault } from './issue.ts'
import { holdsWebAddress } from './web-address.ts'

const CONTROL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\uFFFE\uFFFF]/u
const VISIBLE = /* @__PURE__ */ new RegExp(`[^\\p{Z}\\p{C}${INVISIBLE}]`, 'u')
const LINE = /[\r\n\t]/u
/** Line breaks, and characters that show nothing or turn the direction of others. */
const NOT_OF_A_NAME = /* @__PURE__ */ new RegExp(`[\\p{C}\\p{Zl}\\p{Zp}${INVISIBLE}]`, 'u')

/** All checks in one call: each separate call would build the schema again, at every start. */
const freeText = (min: 0 | 1, max: number, ...more: z.core.$ZodCheck<string>[]) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.minLength(min, { error: 'must not be empty', abort: true }),
    z.maxLength(max, { abort: true }),
    z.refine(
      (text) => text.isWellFormed() && !CONTROL.test(text),
      fault('control-characters', 'must not hold control characters'),
    ),
    z.refine(
      (text) => text === '' || VISIBLE.test(text),
      fault('nothing-to-read', 'must hold something to read'),
    ),
    holdsNoCardNumber(),
    ...more,
  )

const isSingleLine = /* @__PURE__ */ z.refine<string>(
  (text) => !LINE.test(text),
  fault('line-break', 'must be a single line'),
)

/** One line of a person's words: Unicode kept, trimmed, 1–`max` characters, no card-number-like digits (R43). */
export const Line = (max: number) => freeText(1, max, isSingleLine)

const isName = [
  /* @__PURE__ */ z.refine<string>(
    (text) => !NOT_OF_A_NAME.test(text),
    fault('invisible-characters', 'must not hold line breaks or invisible characters'),
  ),
  /* @__PURE__ */ z.refine<string>(
    (text) => !holdsWebAddress(text),
    fault('web-address', 'must not hold a web or e-mail address'),
  ),
]

/** The name of a person or an organisation, which mails quote: a line without addresses and invisible characters (R19). */
export const Name = (max: number) => freeText(1, max, ...isName)

/** A name that may be empty. */
export const NameOrNothing = (max: number) => freeText(0, max, ...isName)

/** Several lines of a person's words, under the same rules as a line. */
export const Paragraph = (max: number) => freeText(1, max)

/** Languages of mails and problem titles, by BCP 47 tag. */
export const Language = z.enum(['en', 'th', 'pt-BR']).meta({ id: 'Language' })
export type Language = z.infer<typeof Language>
