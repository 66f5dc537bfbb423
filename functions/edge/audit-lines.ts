import { partnerOf } from '../../shared/audit/entry.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { canonicalJson } from '../../shared/table/canonical-json.ts'
import { logEntryRecord, logPartition, type LogEntry } from '../../shared/table/log.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position, Query } from '../../shared/table/table.ts'

/** The most lines that one page reads. */
export const MOST_LINES = 1_000
/** A page ends with the line that passes this, so that it stays below the 6 MB that a function may answer. */
const MOST_BYTES = 2_000_000

/** The lines that a caller may read: an administrator of the organisation all, an admin of a partner those of that partner (R53). */
export const readableBy =
  (caller: Caller) =>
  (line: LogEntry): boolean =>
    caller.actsAs !== 'partner-admin' || partnerOf(line) === caller.partnerId

interface Wanted extends Pick<Query, 'from' | 'newestFirst' | 'after'> {
  readonly customerId: CustomerId
  /** Lines before this instant. */
  readonly to?: string | undefined
  /** The most lines of the page. */
  readonly most: number
  readonly isWanted: (line: LogEntry) => boolean
  /** Whether all lines are wanted, so that no more are read than are shown. */
  readonly isWhole: boolean
}

/** The wanted lines of one page, and where the next one begins; it reads 1,000 lines or 2 MB at most, whatever is wanted, so that a page of lines that stay is the same for ever. */
export const auditLines = async (
  { page }: Pick<ItemReader<never, 'logEntry'>, 'page'>,
  { customerId, to, most, isWanted, isWhole, after, ...range }: Wanted,
): Promise<{ lines: readonly LogEntry[]; after: Position | undefined }> => {
  const partition = logPartition(customerId)
  const lines: LogEntry[] = []
  let [read, bytes] = [0, 0]
  let position: Position | undefined = after && { ...after, pk: partition }
  do {
    const limit = isWhole ? most - lines.length : MOST_LINES - read
    // No line is at the instant alone, so what is up to it is before it.
    const bounds = { ...range, ...(to === undefined ? {} : { upTo: to }) }
    const found = await page(logEntryRecord, {
      partition,
      ...bounds,
      limit,
      ...(position ? { after: position } : {}),
    })
    for (const [place, line] of found.items.entries()) {
      read += 1
      bytes += Buffer.byteLength(canonicalJson(line))
      if (isWanted(line)) lines.push(line)
      const isLast = place === found.items.length - 1 && !found.after
      const isFull = lines.length === most || read === MOST_LINES || bytes > MOST_BYTES
      if (isFull && !isLast) return { lines, after: { ...logEntryRecord.key(line) } }
    }
    position = found.after
  } while (position)
  return { lines, after: undefined }
}
