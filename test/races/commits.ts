import { auditEntryRecord } from '../../shared/table/audit.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import type { SeenCommit } from '../support/faults/fault-proxy.ts'

/** What the admins of a partner committed by requests sent after a tick, by the audit; a commit delivered twice is done once, the second only says so again. */
export const commitsAfter = (
  tick: number,
  seen: readonly SeenCommit[],
  items: readonly StoredItem[],
  partnerId: string,
): SeenCommit[] => {
  const isOwn = (item: StoredItem): boolean => {
    const { actor } = auditEntryRecord.parse(item)
    return actor.kind === 'person' && actor.partnerId === partnerId
  }
  const entries = items.filter((item) => item.pk.startsWith('AUDIT#') && isOwn(item))
  return [...new Set(entries.map(({ commitId }) => String(commitId)))].flatMap((commitId) => {
    const first = seen.find(({ committed, body }) => committed && body.includes(JSON.stringify(commitId)))
    if (!first) throw new Error(`The commit ${commitId} was not seen`)
    return first.sentAt > tick ? [first] : []
  })
}
