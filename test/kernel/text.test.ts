import { describe, expect, it } from 'vitest'
import { Country } from '../../shared/kernel/country.ts'
import { Line, Paragraph } from '../../shared/kernel/text.ts'

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

describe('a country', () => {
  it.each(['TH', 'BR', 'US'])('is %s', (code) => expect(Country.safeParse(code).success).toBe(true))
  it.each(['th', 'THA', 'XX', 'ZZ', '', 'T1'])('is not %j', (code) =>
    expect(Country.safeParse(code).success).toBe(false),
  )
})
