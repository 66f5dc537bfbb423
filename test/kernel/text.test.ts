import { describe, expect, it } from 'vitest'
import { Country } from '../../shared/kernel/country.ts'
import { Line, Name, Paragraph } from '../../shared/kernel/text.ts'

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
