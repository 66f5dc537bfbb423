import type { Answer, Client } from '../../shared/client/client.ts'
import { useAsk, type Asked, type Key } from '../api/ask.ts'
import { useCursors } from './cursors.ts'

/** Rows of a page. */
export const PAGE_ROWS = 50
/** A page may be empty though more follow, as filters are applied after reading: so often the next is asked for. */
const ASKED_ON = 20

interface Lines {
  readonly items: readonly unknown[]
  readonly nextCursor?: string | undefined
}

interface PageQuery {
  readonly limit: number
  readonly cursor?: string
}

export interface Listing<Output> extends ReturnType<typeof useCursors> {
  readonly asked: Asked<Output>
}

/** A page of a list, at the place that the browser's history says. */
export const useListing = <Output extends Lines>(
  key: Key,
  ask: (api: Client, page: PageQuery, signal: AbortSignal) => Promise<Answer<Output>>,
): Listing<Output> => {
  const cursors = useCursors()
  const asked = useAsk([...key, cursors.cursor], async (api, signal) => {
    const from = cursors.cursor
    let found = await ask(api, { limit: PAGE_ROWS, ...(from === undefined ? {} : { cursor: from }) }, signal)
    for (let round = 0; round < ASKED_ON; round += 1) {
      const { items, nextCursor } = found.answer
      if (items.length > 0 || nextCursor === undefined) break
      found = await ask(api, { limit: PAGE_ROWS, cursor: nextCursor }, signal)
    }
    return found
  })
  return { ...cursors, asked }
}
