import { ALL_INVISIBLE, INVISIBLE } from './invisible.ts'

/** Accents, and the vowel signs of Arabic. The iota below a Greek letter, U+0345, stays: it is a letter of its own in capitals. */
const LEFT_OUT = new RegExp(`[\\u0300-\\u0344\\u0346-\\u036F\\u064B-\\u0652\\u0670${INVISIBLE}]`, 'gu')

/** Most texts, and much faster. */
const ASCII = /^\p{ASCII}*$/u

/** Lower and upper case take turns, as each alone keeps letters apart that are one: ẞ and ß and ss, ς and σ, ı and i. */
const caseless = (codePoint: string): string => codePoint.toLowerCase().toUpperCase().toLowerCase()

/** Folds each code point by itself, without what is left out of it. */
const foldedWithout = (leftOut: RegExp, text: string): string => {
  if (ASCII.test(text)) return text.toLowerCase()
  const folded = (codePoint: string): string =>
    Array.from(codePoint.normalize('NFKD').replace(leftOut, ''), caseless).join('')
  return Array.from(text, folded).join('')
}

/**
 * A text for searching, without case, accents, invisible characters and compatibility forms.
 * Each code point is folded by itself, so that a part of a text is always a part of the folded text.
 */
export const fold = (text: string): string => foldedWithout(LEFT_OUT, text)

/** A text for comparing as a whole, without case, invisible characters and compatibility forms; accents stay. */
export const foldToCompare = (text: string): string =>
  foldedWithout(ALL_INVISIBLE, text.normalize('NFKD')).normalize('NFC')
