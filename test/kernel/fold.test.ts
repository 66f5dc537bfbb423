import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldToCompare } from '../../shared/kernel/fold.ts'

const text = fc.string({ unit: 'binary', maxLength: 30 })
const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const

/** The code points below an end that are not folded once and for all, in each normal form and case. */
const notFoldedBy = (folding: (text: string) => string, end: number): string[] => {
  const folds = (one: string): boolean => {
    const forms = [
      folding(one),
      one.toLowerCase(),
      one.toUpperCase(),
      ...FORMS.map((form) => one.normalize(form)),
    ]
    return new Set(forms.map(folding)).size === 1
  }
  const codePoints = Array.from({ length: end }, (_, codePoint) => String.fromCodePoint(codePoint))
  return codePoints.filter((one) => !folds(one))
}

describe('R12 what a search folds', () => {
  it.each([
    ['final sigma', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς', 'Οδυσσεύς'],
    ['dotted and dotless i', 'İSTANBUL', 'istanbul', 'ıstanbul', 'ISTANBUL', 'i\u0307stanbul'],
    ['sharp s', 'STRASSE', 'straße', 'STRAẞE', 'strasse'],
    ['full-width forms', 'ＡＢＣ　１２', 'abc 12'],
    ['half-width forms', 'ｶﾞ', 'ガ', 'カ\u3099'],
    ['compatibility forms', 'ﬁne ①', 'fine 1', 'FINE 1'],
    ['the Kelvin and long s', '\u212Aaſ', 'kas'],
    ['Thai sara am', 'น\u0E49\u0E33', 'น\u0E49\u0E4D\u0E32'],
    ['Lao sara am', '\u0E99\u0EB3', '\u0E99\u0ECD\u0EB2'],
    ['accents in one or two code points', 'São', 'Sa\u0303o', 'SÃO', 'sao'],
    ['two accents on one letter', 'ế', 'e\u0302\u0301', 'ê\u0301'],
    ['Greek iota subscript', 'ᾳ', 'ΑΙ', 'ᾼ'],
    ['vowel signs of Arabic', '\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F', '\u0645\u062D\u0645\u062F'],
    ['what nobody sees', 'so\u00ADft\u200B', 'soft'],
  ])('makes one of the spellings: %s', (_what, ...spellings) => {
    expect(new Set(spellings.map(fold)).size).toBe(1)
  })

  it.each([
    ['tone marks', 'มา', 'ม้า'],
    ['vowels', 'ทำ', 'ทา'],
    ['letters', 'o', 'ø'],
  ])('keeps apart what are other words: %s', (_what, one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })

  it('looks at no neighbour: the folded parts are the folded whole', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(fold(one + other)).toBe(fold(one) + fold(other))
      }),
      { numRuns: 2_000, seed: 12 },
    )
  })

  it('folds each code point once and for all, in each normal form and case', () => {
    expect(notFoldedBy(fold, 0x1_1000)).toEqual([])
  })
})

describe('R48 what is folded to compare', () => {
  it.each([
    ['case', 'STRASSE', 'straße', 'STRAẞE'],
    ['full-width forms', 'ＩＮＶ－１', 'inv-1'],
    ['what nobody sees', 'so\u00ADft\u200B', 'soft', 'SOFT'],
    ['one accent in one or two code points', 'São', 'SA\u0303O', 'sã\u200Bo'],
    ['two accents in any order', 'ạ\u0308', 'ä\u0323', 'A\u0308\u200B\u0323'],
  ])('makes one of the spellings: %s', (_what, ...spellings) => {
    expect(new Set(spellings.map(foldToCompare)).size).toBe(1)
  })

  it.each([
    ['accents', 'É', 'E'],
    ['the accents of one letter', 'é', 'è'],
    ['letters', 'o', 'ø'],
    ['vowels', 'ทำ', 'ทา'],
  ])('keeps apart: %s', (_what, one, other) => {
    expect(foldToCompare(one)).not.toBe(foldToCompare(other))
  })

  it('folds each code point of alphabets once and for all, in each normal form and case', () => {
    expect(notFoldedBy(foldToCompare, 0x3000)).toEqual([])
  })
})
