import { auditEntryRecord } from '../../shared/table/audit.ts'
import { logEntryRecord } from '../../shared/table/log.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { isLine } from '../support/describe/expect-refusal.ts'
import type { SeenCommit } from '../support/faults/fault-proxy.ts'

/** Whether an item says that an admin of a partner did something: an entry of the audit, or a line of a log that is of no refused attempt. */
const isDeedOf = (item: StoredItem, partnerId: string): boolean => {
  const isEntry = item.pk.startsWith('AUDIT#')
  if (!isEntry && !(isLine(item) && item['outcome'] === 'allowed')) return false
  const { actor } = (isEntry ? auditEntryRecord : logEntryRecord).parse(item)
  return actor.kind === 'person' && actor.partnerId === partnerId
}

/** What the admins of a partner committed by requests sent after a tick, by the audit and the logs; a commit delivered twice is done once, the second only says so again. */
export const commitsAfter = (
  tick: number,
  seen: readonly SeenCommit[],
  items: readonly StoredItem[],
  partnerId: string,
): SeenCommit[] => {
  const deeds = items.filter((item) => isDeedOf(item, partnerId))
  return [...new Set(deeds.map(({ commitId }) => String(commitId)))].flatMap((commitId) => {
    const first = seen.find(({ committed, body }) => committed && body.includes(JSON.stringify(commitId)))
    if (!first) throw new Error(`The commit ${commitId} was not seen`)
    return first.sentAt > tick ? [first] : []
  })
}
