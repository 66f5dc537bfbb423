import { done, notDone, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Position, Query } from '../../shared/table/table.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { settleEffect } from './settle-effect.ts'

const ITEMS_A_PAGE = 25

interface Work<K extends Kind, Item> {
  readonly record: LookUp<K, Item, never>
  readonly query: Omit<Query, 'limit' | 'after'>
  readonly idOf: (item: Item) => string
  /** Works on one item in a commit of its own; `false` where something changed meanwhile. */
  readonly handle: (item: Item) => Promise<boolean>
  /** Whether the pages after this one hold nothing to work on. */
  readonly isEnough?: () => boolean
  /** Why the effect is not done while items are left. */
  readonly left: string
}

/** Works through a list for an effect; an item that could not be worked on holds up no other and is left to a later attempt. */
export const workThrough = async <K extends Kind, Item>(
  job: Job,
  leased: OutboxEntry,
  { record, query, idOf, handle, isEnough, left }: Work<K, Item>,
): Promise<void> => {
  const notEnded = (reason: string): Promise<void> =>
    settleEffect(job, leased, notDone(leased, realNow(), reason))
  let isLeft = false
  let after: Position | undefined
  do {
    const page = await job.page(record, { ...query, limit: ITEMS_A_PAGE, ...(after ? { after } : {}) })
    for (const item of page.items) {
      if (!job.hasTime()) return notEnded('OutOfTime')
      try {
        if (!(await handle(item))) isLeft = true
      } catch (thrown) {
        job.postponed(idOf(item), thrown)
        isLeft = true
      }
    }
    after = page.after
  } while (after && !isEnough?.())
  if (isLeft) return notEnded(left)
  await settleEffect(job, leased, done(leased, realNow()))
}
