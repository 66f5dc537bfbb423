import type { Money } from './money.ts'

/** What a spreadsheet may take for the beginning of a formula, at the beginning of a cell or after a character that some locales use to separate cells; quotes before it may open a cell there. */
const FORMULA = /(^|[;|\t\r\n])([\s"]*)(?=[=+\-@＝＋－＠])/gu
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/u

/** The value of a cell; empty for a fact that does not apply. */
export type Cell = string | number | Money | undefined

/** An amount as a decimal number with two places, such as `-12.34`: what a spreadsheet calculates with. */
const decimal = ({ minor }: Money): string => {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const cellText = (cell: Cell): string => {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return decimal(cell)
  const safe = cell.replace(FORMULA, "$1$2'")
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Rows as CSV by RFC 4180: commas, CRLF after each line, quotes where needed and doubled inside;
 * UTF-8 that begins with a byte order mark, as spreadsheets otherwise misread it.
 * A text that a spreadsheet would run as a formula is preceded by an apostrophe (R49).
 */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`

/** The columns of a file, in their order: what each says of a line. */
export type Columns<Line> = Readonly<Record<string, (line: Line) => Cell>>

/** Lines as CSV with a heading. */
export const csvOf = <Line>(columns: Columns<Line>, lines: readonly Line[]): string =>
  csv([Object.keys(columns), ...lines.map((line) => Object.values(columns).map((cellOf) => cellOf(line)))])
