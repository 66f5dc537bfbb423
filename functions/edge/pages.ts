import type { LookUp } from '../../shared/table/record.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import { canonicalJson } from '../../shared/table/canonical-json.ts'
import { openCursor, sealCursor } from '../../shared/table/cursor.ts'
import type { Position, Query } from '../../shared/table/table.ts'
import { world } from '../outside/world.ts'

interface PageInput {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Opens the page that a list is asked for: where its query goes on, and how its answer says where to continue; a cursor counts only for the same operation, caller and query. */
export const openPage = (operation: { readonly name: string }, { email }: Caller, input: PageInput) => {
  const { cursor, limit, ...query } = input
  const key = world.setting('CURSOR_KEY')
  const scope = canonicalJson([operation.name, email, query])
  const after = cursor === undefined ? undefined : openCursor(key, scope, cursor, world.realMs())
  return {
    query: { limit, ...(after ? { after } : {}) },
    /** `nextCursor` of the answer; nothing at the end of the list. */
    next: (position: Position | undefined): { nextCursor?: string } =>
      position ? { nextCursor: sealCursor(key, scope, position, world.realMs()) } : {},
  }
}

interface Listing<K extends Kind> extends Pick<ItemReader<never, K>, 'page'> {
  readonly input: PageInput
  readonly caller: Caller
}

/** Answers the page of a list that is asked for: each item as a line, and where to continue. */
export const answerPage = async <K extends Kind, Item, Line>(
  operation: { readonly name: string },
  { input, caller, page }: Listing<K>,
  record: LookUp<K, Item, never>,
  wanted: Omit<Query, 'limit' | 'after'>,
  lineOf: (item: Item) => Line,
) => {
  const { query, next } = openPage(operation, caller, input)
  const { items, after } = await page(record, { ...wanted, ...query })
  return { answer: { items: items.map(lineOf), ...next(after) } }
}
