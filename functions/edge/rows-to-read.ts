/** The most rows that one query reads. */
export const MOST_ROWS = 1_000

/** How many rows the next query reads of those that may be left out: at first as many as are wanted, then more each time, so that what was deleted costs few queries. */
export const rowsToRead = (wanted: number, alreadyRead: number): number =>
  Math.min(Math.max(wanted, 4 * alreadyRead), MOST_ROWS)
