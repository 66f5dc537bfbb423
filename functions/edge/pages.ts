import type { LookUp } from '../../shared/table/record.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import { canonicalJson } from '../../shared/table/canonical-json.ts'
import { NONCE_BYTES, openCursor, sealCursor } from '../../shared/table/cursor.ts'
import type { Position, Query } from '../../shared/table/table.ts'
import { world } from '../outside/world.ts'

interface PageInput {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Opens the page that a list is asked for: where its query goes on, and how its answer says where to continue; a cursor counts only for the same operation, person, partner and query. */
export const openPage = (operation: { readonly name: string }, caller: Caller, input: PageInput) => {
  const { cursor, limit, ...query } = input
  const secret = world.setting('CURSOR_KEY')
  const partnerId = caller.actsAs === 'partner-admin' ? caller.partnerId : null
  const scope = canonicalJson([operation.name, caller.personId, partnerId, query])
  const nowMs = world.realMs()
  const after = cursor === undefined ? undefined : openCursor(secret, scope, cursor, nowMs)
  return {
    query: { limit, ...(after ? { after } : {}) },
    /** `nextCursor` of the answer; nothing at the end of the list. */
    next: (position: Position | undefined): { nextCursor?: string } => {
      if (!position) return {}
      const nonce = Buffer.from(world.randomHex(NONCE_BYTES), 'hex')
      return { nextCursor: sealCursor(secret, scope, position, { nowMs, nonce }) }
    },
  }
}

interface Listing<K extends Kind> extends Pick<ItemReader<never, K>, 'page'> {
  readonly input: PageInput
  readonly caller: Caller
}

/**
 * Answers the page of a list that is asked for: each item as a line, and where to continue; what the lines read is read together. An item
 * without a line, such as what is kept of something deleted, is left out: the page reads as many items as ever and is shorter.
 */
export const answerPage = async <K extends Kind, Item, Line>(
  operation: { readonly name: string },
  { input, caller, page }: Listing<K>,
  record: LookUp<K, Item, never>,
  wanted: Omit<Query, 'limit' | 'after'>,
  lineOf: (item: Item) => Line | undefined | Promise<Line | undefined>,
) => {
  const { query, next } = openPage(operation, caller, input)
  const { items, after } = await page(record, { ...wanted, ...query })
  const lines = await Promise.all(items.map(async (item) => lineOf(item)))
  return { answer: { items: lines.filter((line) => line !== undefined), ...next(after) } }
}
