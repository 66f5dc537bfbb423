import type { Caller } from '../../shared/kernel/caller.ts'
import { canonicalJson } from '../../shared/table/canonical-json.ts'
import { openCursor, sealCursor } from '../../shared/table/cursor.ts'
import type { Position } from '../../shared/table/table.ts'
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
