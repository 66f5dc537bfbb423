/** The cells of a CSV text by RFC 4180, read character by character; refuses what the standard does not know. */
export const cellsOf = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  const endCell = (): void => {
    row.push(cell)
    cell = ''
    state = 'start'
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (state === 'quoted') {
      if (character === '"') state = 'closed'
      else cell += character
    } else if (character === '"') {
      if (state === 'bare') throw new Error(`A quote within a bare cell at ${at}`)
      if (state === 'closed') cell += '"'
      state = 'quoted'
    } else if (character === ',') endCell()
    else if (character === '\r' && text[at + 1] === '\n') {
      endCell()
      rows.push(row)
      row = []
      at += 1
    } else if (state === 'closed' || character === '\r' || character === '\n')
      throw new Error(`Nothing such may stand at ${at}`)
    else {
      cell += character
      state = 'bare'
    }
  }
  if (row.length > 0 || cell !== '') throw new Error('The last line does not end')
  return rows
}
