import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from '../../shared/kernel/csv.ts'
import { cellsOf } from '../support/csv.ts'

const BOM = '\uFEFF'
const written = (cell: string): string => csv([[cell]])

describe('a CSV text (RFC 4180)', () => {
  it('begins with a byte order mark and ends each line with CRLF', () =>
    expect(
      csv([
        ['a', 1, undefined],
        ['ร้าน', 'Café', ''],
      ]),
    ).toBe(`${BOM}a,1,\r\nร้าน,Café,\r\n`))
  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a semicolon', 'a;b', '"a;b"'],
    ['quotes', 'the "Café"', '"the ""Café"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['blanks around it', ' a ', '" a "'],
  ])('quotes a cell with %s', (_what, cell, expected) => expect(written(cell)).toBe(`${BOM}${expected}\r\n`))
  it('leaves numbers alone, also negative ones', () => expect(csv([[-1, 0, 2.5]])).toBe(`${BOM}-1,0,2.5\r\n`))
  it('reads back as it was written, whatever the text, save for the apostrophes', () => {
    const rows = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(rows, (given) => {
        const read = cellsOf(csv(given).slice(1))
        const bare = (cell: string) => cell.replaceAll("'", '')
        expect(read.map((cells) => cells.map(bare))).toEqual(given.map((cells) => cells.map(bare)))
      }),
    )
  })
})

describe('a CSV text runs no formula (R49)', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u00A0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
  ])('%j', (cell) => expect(cellsOf(written(cell).slice(1))[0]?.[0]?.trimStart()).toMatch(/^'/))

  it.each([';', '\t', '|', '\n', '\r\n'])('nor where a spreadsheet parts cells by %j', (separator) => {
    for (const part of [
      `x${separator}=1+1${separator}`,
      `"${separator} @SUM(A1)`,
      `x${separator}"=1+1${separator}y`,
      `x${separator} ""@SUM(A1)`,
    ])
      expect(written(part)).not.toMatch(/[;|\t\r\n][\s"]*[=@]/)
  })

  it('whatever the text: no cell, by whichever separator, begins as one', () => {
    const sly = fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠;,|"\t\r\n \'a0') })
    fc.assert(
      fc.property(fc.array(sly, { minLength: 1, maxLength: 4 }), (cells) => {
        for (const read of cellsOf(csv([cells]).slice(1)).flat())
          for (const piece of read.split(/[;|\t\r\n]/)) expect(piece).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/)
      }),
    )
  })

  it.each([
    [-1234, '-12.34'],
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [28_800, '288.00'],
    [99_999_999, '999999.99'],
  ])('and an amount of %i cents is the number %s', (minor, text) =>
    expect(csv([[{ currency: 'USD', minor }]])).toBe(`\uFEFF${text}\r\n`),
  )

  it.each(['a=b', 'a-b', '1+1', 'm@example.com', 'Baan, -5 %'])('and leaves alone what is none: %s', (cell) =>
    expect(cellsOf(written(cell).slice(1))).toEqual([[cell]]),
  )
})
