import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeCardNumber } from '../../shared/kernel/card-number.ts'
import { Line, Paragraph } from '../../shared/kernel/text.ts'

/** What networks and payment providers publish for tests. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  Visa: [
    '4111111111111111',
    '4012888888881881',
    '4242424242424242',
    '4000056655665556',
    '4222222222222',
    '4000000000000000006',
  ],
  Mastercard: [
    '5555555555554444',
    '5105105105105100',
    '5200828282828210',
    '2223003122003222',
    '2222400010000008',
    '2221000000000009',
    '2720990000000007',
  ],
  NAPAS: ['9704000000000018', '9704198526191432198'],
  Uzcard: ['8600495473316478'],
  UATP: ['135412345678911'],
  'American Express': ['378282246310005', '371449635398431', '378734493671000', '341111111111111'],
  'Diners Club': [
    '30569309025904',
    '38520000023237',
    '36227206271667',
    '36006666333344',
    '38000000000006',
    '30000000000004',
    '3056930009020004',
  ],
  Discover: [
    '6011111111111117',
    '6011000990139424',
    '6011981111111113',
    '6445644564456445',
    '6500000000000002',
  ],
  JCB: ['3530111333300000', '3566002020360505', '3566111111111113', '3528000700000000', '3088000000000017'],
  UnionPay: [
    '6200000000000005',
    '6200000000000047',
    '6205500000000000004',
    '6243030000000001',
    '8171999927660000',
    '8171999900000000021',
  ],
  Maestro: [
    '6759649826438453',
    '6799990100000000019',
    '6771798021000008',
    '5000550000000029',
    '6304000000000000',
    '6759000000005',
    '67034200554565015',
    '630490017740292441',
    '5641820000000005',
    '6331101999990016',
    '5019717010103742',
    '5610591081018250',
  ],
  'RuPay and Hipercard': ['6062828888666688', '6062826786276634'],
  Elo: ['5066991111111118', '5067310000000010'],
  Mir: ['2200000000000004', '2200770212727079', '2201382000000013'],
  Troy: ['9792030000000000'],
}
const EVERY_PUBLISHED = Object.values(PUBLISHED).flat()

/** The zeros of all decimal scripts: digits come ten in a row. */
const ZEROS = Array.from({ length: 0x2_0000 }, (_, codePoint) => codePoint)
  .filter((codePoint) => /\p{Nd}/u.test(String.fromCodePoint(codePoint)))
  .filter((_codePoint, index) => index % 10 === 0)

const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
const withLuhnDigit = (digits: string): string => digits + ((10 - (luhnSum(`${digits}0`) % 10)) % 10)

const randomDigits = (length: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'))

const written = (digits: string, zero: number, separator: string, size: number): string =>
  [...digits]
    .map(
      (digit, index) =>
        (index > 0 && index % size === 0 ? separator : '') + String.fromCodePoint(zero + Number(digit)),
    )
    .join('')

const paragraph = Paragraph(1_000)
const line = Line(1_000)

describe('R43 what looks like a card number', () => {
  it.each(Object.entries(PUBLISHED))(
    'is every number that is published for tests of %s',
    (_network, numbers) => {
      expect(numbers.filter((number) => !looksLikeCardNumber(number))).toEqual([])
    },
  )

  it('is found in the digits of every script', () => {
    expect(ZEROS.length).toBeGreaterThan(60)
    const missed = ZEROS.flatMap((zero) =>
      EVERY_PUBLISHED.map((number) => written(number, zero, '', 4)),
    ).filter((text) => !looksLikeCardNumber(text))
    expect(missed).toEqual([])
  })

  it('is found however it is grouped and wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY_PUBLISHED),
        fc.constantFrom(...ZEROS),
        fc.constantFrom(' ', '-', ' - ', '.', '_', '\u00a0', '\u2011', '\u2013', '\u2212', '\u200b'),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('card ', '(', '№'),
        (number, zero, separator, size, before) => {
          const text = `${before}${written(number, zero, separator, size)}, thanks`
          expect(looksLikeCardNumber(text)).toBe(true)
          expect(paragraph.safeParse(text).success).toBe(false)
          expect(line.safeParse(text).success).toBe(false)
        },
      ),
      { numRuns: 500, seed: 43 },
    )
  })

  it.each([
    '4111111111111111 12',
    '12 4111111111111111',
    '4111 1111 1111 1111 exp 12/27',
    '10-4111111111111111-3',
    'on 2026-01-01: 4111111111111111',
    '2026-01-01 4111111111111111',
  ])('is found beside other digits: %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(true)
  })

  it('is nothing that fails the check', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_PUBLISHED), fc.integer({ min: 1, max: 9 }), (number, change) => {
        const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + change) % 10)
        expect(looksLikeCardNumber(wrong)).toBe(false)
      }),
      { seed: 43 },
    )
  })

  it('is nothing of a length that its network does not issue', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<[string, number]>(
          ['4', 15],
          ['4', 17],
          ['51', 13],
          ['34', 16],
          ['62', 14],
          ['6011', 15],
          ['3528', 15],
        ),
        randomDigits(15),
        ([prefix, length], more) => {
          const number = withLuhnDigit(`${prefix}${more}`.slice(0, length - 1))
          expect(looksLikeCardNumber(number)).toBe(false)
        },
      ),
      { seed: 43 },
    )
  })
})

/** The Thai number of 13 digits whose last is (11 − Σ) modulo 10, for juristic and natural persons. */
const thai = (digits: string): string => {
  const sum = [...digits].reduce((so, digit, index) => so + Number(digit) * (13 - index), 0)
  return digits + ((11 - (sum % 11)) % 10)
}
const cnpj = (digits: string): string =>
  [5, 6].reduce((all, first) => {
    const sum = [...all].reduce(
      (so, digit, index) => so + Number(digit) * (index < first - 1 ? first - index : first + 8 - index),
      0,
    )
    return all + (sum % 11 < 2 ? 0 : 11 - (sum % 11))
  }, digits)

/** Numbers that are valid for something else, by what they are for. */
const OTHERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'Thai juristic ids': randomDigits(11).map((digits) => thai(`0${digits}`)),
  'Thai personal ids': fc
    .tuple(fc.integer({ min: 1, max: 8 }), randomDigits(11))
    .map(([kind, digits]) => thai(`${kind}${digits}`)),
  'French SIRETs': fc
    .tuple(randomDigits(8), fc.integer({ min: 1, max: 9_999 }))
    .map(([siren, place]) => withLuhnDigit(`${withLuhnDigit(siren)}${String(place).padStart(4, '0')}`)),
  'Brazilian CNPJs': randomDigits(8).map((digits) => cnpj(`${digits}0001`)),
  'device numbers (IMEI)': fc
    .tuple(fc.constantFrom('01', '35', '86', '99'), randomDigits(12))
    .map(([by, digits]) => withLuhnDigit(`${by}${digits}`)),
}

describe('R43 what is valid for something else', () => {
  it.each(Object.entries(OTHERS))(
    'is no card number, in fewer than 1 of 500 cases of 20,000: %s',
    (_what, numbers) => {
      const samples = fc.sample(numbers, { numRuns: 20_000, seed: 43 })
      expect(samples.filter(looksLikeCardNumber).length).toBeLessThan(40)
    },
  )

  it.each([
    '0105561234567',
    '0-1055-61234-56-7',
    '380 129 866 46850',
    '73282932000074',
    '11.222.333/0001-81',
    '11222333000181',
    '490154203237518',
    '0000000000000',
    '0000 0000 0000 0000',
    '2026-01-01 2026-02-01',
    '30.04.2025 31.05.2025',
    '30042025 31052025',
    '30/04/2568 - 31/05/2568',
    '20260101 20260102',
    '2026-01-01 2026-02-01 2026-03-01',
    '+66 2 123 4567 +66 2 123 4568',
    '20260101120000000',
  ])('is no card number: %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(false)
  })
})
