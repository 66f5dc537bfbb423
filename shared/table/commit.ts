import type { Instant } from '../kernel/time.ts'
import { auditEntryRecord, nextAuditEntry, type Actor } from './audit.ts'
import type { Change } from './record.ts'
import type { Key, Table, Write } from './table.ts'

const MOST_WRITES = 100

interface Commit {
  readonly at: Instant
  readonly actor: Actor
  readonly commitId: string
}

const sameKey = (one: Key, other: Key): boolean => one.pk === other.pk && one.sk === other.sk

const keyOf = (write: Write): Key => (write.verb === 'put' ? write.item : write.key)

const writesOf = (change: Change, { at, actor }: Commit): Write[] => {
  const { key } = change
  switch (change.verb) {
    case 'version': {
      const entry = nextAuditEntry(change.chain, change.previous, change.event, at, actor)
      const version = { version: entry.seq, auditHash: entry.hash, auditAt: entry.at }
      return [
        {
          verb: 'put',
          item: { ...key, ...change.item, ...version },
          condition: change.previous ? { equals: { version: change.previous.version } } : { absent: true },
        },
        { verb: 'put', item: { ...auditEntryRecord.key(entry), ...entry }, condition: { absent: true } },
      ]
    }
    case 'put': {
      const { item, condition } = change
      return [{ verb: 'put', item: { ...key, ...item }, ...(condition ? { condition } : {}) }]
    }
    case 'update': {
      const { set, condition } = change
      // What is to equal something is there; without such a condition the item has to be.
      const there = condition?.equals ? condition : { ...condition, equals: { pk: key.pk } }
      return [{ verb: 'update', key, set, condition: there }]
    }
    case 'delete': {
      const { condition } = change
      return [{ verb: 'delete', key, ...(condition ? { condition } : {}) }]
    }
    case 'check':
      return [{ verb: 'check', key, condition: change.condition }]
  }
}

/**
 * Commits the changes with their audit entries in one transaction; `false` when something moved meanwhile, so decide anew.
 * A refusal is thrown only where nothing else moved: otherwise the very same request may have come first, and deciding anew finds its answer.
 * An item stands once in a transaction: a check beside the next version of the same entity is left out, as the version says more.
 */
export const commitChanges = async (
  table: Table,
  changes: readonly Change[],
  commit: Commit,
): Promise<boolean> => {
  const planned = changes.flatMap((change) => writesOf(change, commit).map((write) => ({ write, change })))
  const written = planned.filter(({ write }) => write.verb !== 'check')
  const checks = planned.filter(
    ({ write }) =>
      write.verb === 'check' && !written.some((other) => sameKey(keyOf(other.write), keyOf(write))),
  )
  const all = [...written, ...checks]
  if (all.length > MOST_WRITES)
    throw new Error(`A commit of ${all.length} items passes the limit of ${MOST_WRITES}`)
  const outcome = await table.commit(
    all.map(({ write }) => write),
    commit.commitId,
  )
  if (outcome.committed) return true
  const refusals = outcome.conflicts.map((index) => {
    const change = all[index]?.change
    return change?.verb === 'put' ? change.refusal : undefined
  })
  if (refusals[0] && refusals.every((refusal) => refusal !== undefined)) throw refusals[0]
  return false
}
