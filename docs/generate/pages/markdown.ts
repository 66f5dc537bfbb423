/** Says on every generated page where it comes from. */
export const GENERATED = '<!-- Written by `npm run accept` from the contract; do not edit. -->'

/** A table; cells are put in as they are, save for what would end them. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Words as code, joined by commas; a dash where there are none. */
export const codes = (words: readonly string[]): string =>
  words.length === 0 ? '–' : words.map((word) => `\`${word}\``).join(', ')
