import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeCardNumber } from '../../shared/kernel/card-number.ts'
import { Country } from '../../shared/kernel/country.ts'
import { Line, Name, Paragraph } from '../../shared/kernel/text.ts'

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max })

const luhnSum = (all: readonly number[]): number =>
  all.toReversed().reduce((sum, digit, index) => {
    const value = index % 2 === 0 ? digit : digit * 2
    return sum + (value > 9 ? value - 9 : value)
  }, 0)

/** Digits with the check digit that makes a card number of them. */
const withCheckDigit = (all: readonly number[]): number[] => [...all, (10 - (luhnSum([...all, 0]) % 10)) % 10]

const cardNumber = digits(12, 18).map(withCheckDigit)
const ZEROS = { ascii: 0x30, 'full-width': 0xff10, Thai: 0x0e50, Arabic: 0x0660, Devanagari: 0x0966 } as const
const written = (all: readonly number[], zero: number, separator = ''): string =>
  all
    .map(
      (digit, index) => (index > 0 && index % 4 === 0 ? separator : '') + String.fromCodePoint(zero + digit),
    )
    .join('')

describe('R43 what looks like a card number', () => {
  it.each(Object.entries(ZEROS))(
    'is found in %s digits, however it is grouped and wherever it stands',
    (_script, zero) => {
      fc.assert(
        fc.property(
          cardNumber,
          fc.constantFrom('', ' ', '-', '\u00a0', '\u2011'),
          fc.constantFrom('card ', '(', '№'),
          (card, separator, before) => {
            const text = `${before}${written(card, zero, separator)}, thanks`
            expect(looksLikeCardNumber(text)).toBe(true)
            expect(Paragraph(1_000).safeParse(text).success).toBe(false)
            expect(Line(1_000).safeParse(text).success).toBe(false)
          },
        ),
      )
    },
  )

  it.each([
    '4111111111111111 12',
    '12 4111111111111111',
    '4111 1111 1111 1111 exp 12/27',
    '10-4111111111111111-3',
  ])('is found beside other digits: %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(true)
  })

  it('is nothing that fails the check', () => {
    fc.assert(
      fc.property(cardNumber, fc.integer({ min: 1, max: 9 }), (card, change) => {
        const wrong = [...card.slice(0, -1), ((card.at(-1) ?? 0) + change) % 10]
        expect(looksLikeCardNumber(written(wrong, ZEROS.ascii))).toBe(false)
      }),
    )
  })

  it('is nothing shorter or longer', () => {
    fc.assert(
      fc.property(fc.oneof(digits(1, 11), digits(19, 40)).map(withCheckDigit), (other) => {
        expect(looksLikeCardNumber(written(other, ZEROS.ascii))).toBe(false)
      }),
    )
  })
})

describe('free text', () => {
  it.each(['บริษัท สยามคลาวด์ จำกัด', 'São João & Irmãos', 'Ὀδυσσεύς', '👩‍👩‍👧', '=SUM(A1)'])('keeps %s', (text) => {
    expect(Line(100).parse(text)).toBe(text)
  })

  it('is trimmed, and composed as NFC', () => {
    expect(Line(10).parse('  Sa\u0303o ')).toBe('São')
  })

  it.each(['', '   ', '\u0000', 'a\u0007', 'a\u202eb', 'a\u2028b', '\ud800'])('is not %j', (text) => {
    expect(Paragraph(100).safeParse(text).success).toBe(false)
  })

  it('is capped', () => {
    expect(Line(3).safeParse('abc').success).toBe(true)
    expect(Line(3).safeParse('abcd').success).toBe(false)
  })

  it('has lines only as a paragraph', () => {
    expect(Paragraph(100).parse('one\ntwo')).toBe('one\ntwo')
    for (const text of ['one\ntwo', 'Subject\r\nBcc: all@example.com', 'one\ttwo'])
      expect(Line(100).safeParse(text).success).toBe(false)
  })
})

describe('R19 a name, which mails quote,', () => {
  it.each([
    'Booking.com',
    'Siam Cloud Co., Ltd.',
    'บจก.สยามคลาวด์',
    'S.A./N.V.',
    'A/S',
    '24/7 Media',
    'Café @ Home',
    'AT&T',
    'Re:Store',
    'Acme: Tools',
    'Is it Booking.com?',
    'O’Reilly',
    '株式会社。',
    'شرکت نمونه',
    'Node.js Foundation',
  ])('may be %s', (name) => expect(Name(200).parse(name)).toBe(name))

  it.each([
    'https://evil.example',
    'see HTTP:/evil',
    'x:\\evil',
    'mailto:me',
    'javascript:alert(1)',
    'tel:+66',
    'data:text/html,x',
    'ｈｔｔｐｓ：／／evil',
    'WWW.evil',
    'www2.evil',
    'ｗｗｗ．evil',
    'me@evil.example',
    'evil.example/login',
    'evil.example./login',
    'evil.example\\login',
    'evil.example?login',
    'evil.example#login',
    'evil.example:8080',
    'evil。example/login',
    '1.2.3.4/login',
    'xn--a.xn--b/login',
    'ร้าน.ไทย/login',
  ])('holds no address: %s', (name) => expect(Name(200).safeParse(name).success).toBe(false))

  it.each([
    ...['\n', '\r', '\r\n', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029'],
    ...['\u200e', '\u200f', '\u061c', '\u202a', '\u202e', '\u2066', '\u2069'],
    ...['\u200b', '\u200c', '\u200d', '\u2060', '\u2064', '\ufeff', '\u00ad', '\u034f', '\u180e'],
    ...['\u{e0001}', '\u{e0041}', '\u{e007f}', '\ufe0f', '\u{e0100}'],
    ...['\u115f', '\u3164', '\uffa0', '\u2800', '\ufffc', '\u{1d159}', '\ue000', '\u{10ffff}', '\ud800'],
  ])('holds no line break, no direction and nothing invisible: %j', (character) =>
    expect(Name(200).safeParse(`Siam${character}Cloud`).success).toBe(false),
  )
})

describe('a country', () => {
  it.each(['TH', 'BR', 'US'])('is %s', (code) => expect(Country.safeParse(code).success).toBe(true))
  it.each(['th', 'THA', 'XX', 'ZZ', '', 'T1'])('is not %j', (code) =>
    expect(Country.safeParse(code).success).toBe(false),
  )
})
