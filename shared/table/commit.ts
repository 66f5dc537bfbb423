import type { Problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import { auditEntryRecord, nextAuditEntry, nextPlace, type Actor } from './audit.ts'
import { entryIdOf, logDigest, LogEntry, logEntryRecord, type Origin } from './log.ts'
import type { Change } from './record.ts'
import type { Key, Table, Write } from './table.ts'

const MOST_WRITES = 100

/** Who commits, when, and where the request for it came from. */
export interface Commit {
  readonly at: Instant
  readonly actor: Actor
  readonly commitId: string
  /** Random and stored with the lines of a log alone. */
  readonly salt: string
  readonly origin?: Origin | undefined
}

const sameKey = (one: Key, other: Key): boolean => one.pk === other.pk && one.sk === other.sk

const keyOf = (write: Write): Key => (write.verb === 'put' ? write.item : write.key)

type Versioning = Extract<Change, { verb: 'version' }>

/** The line of a change in the log of its organisation, if it is in one. */
const lineOf = (
  { loggedFor, chain: subject, previous, event: { action, before, after } }: Versioning,
  { at: now, actor, salt, origin }: Commit,
): LogEntry | undefined => {
  if (loggedFor === undefined) return undefined
  const { seq, at } = nextPlace(previous, now)
  const entryId = entryIdOf(subject, seq)
  const line = { customerId: loggedFor, entryId, at, outcome: 'allowed', actor, ...origin }
  return LogEntry.parse({ ...line, action, subject, seq, before, after, salt })
}

const writesOf = (change: Change, commit: Commit): Write[] => {
  const { key } = change
  switch (change.verb) {
    case 'version': {
      const { chain, previous, event } = change
      const { at, actor } = commit
      const line = lineOf(change, commit)
      const entry = nextAuditEntry(chain, previous, event, at, actor, line && logDigest(line))
      const version = { version: entry.seq, auditHash: entry.hash, auditAt: entry.at }
      return [
        {
          verb: 'put',
          item: { ...key, ...change.item, ...version },
          condition: change.previous ? { equals: { version: change.previous.version } } : { absent: true },
        },
        { verb: 'put', item: { ...auditEntryRecord.key(entry), ...entry }, condition: { absent: true } },
        ...(line
          ? [
              {
                verb: 'put',
                item: { ...logEntryRecord.key(line), ...line },
                condition: { absent: true },
              } as const,
            ]
          : []),
      ]
    }
    case 'put': {
      const { item, condition } = change
      return [{ verb: 'put', item: { ...key, ...item }, condition }]
    }
    case 'update': {
      const { set, add, condition } = change
      // An `equals` condition requires that the item exists; without one, the key must equal itself.
      const existing = condition?.equals ? condition : { ...condition, equals: { pk: key.pk } }
      return [{ verb: 'update', key, set, add, condition: add ? condition : existing }]
    }
    case 'delete':
      return [{ verb: 'delete', key, condition: change.condition }]
    case 'check':
      return [{ verb: 'check', key, condition: change.condition }]
  }
}

interface Planned {
  readonly write: Write
  /** The changes whose conditions the write carries. */
  readonly changes: readonly Change[]
}

/** A transaction may contain an item only once: a check is joined with the other write to its item, and left out if that is its next version, whose condition is stricter. */
const withCheck = (planned: readonly Planned[], check: Planned): Planned[] => {
  const same = planned.find(({ write }) => sameKey(keyOf(write), keyOf(check.write)))
  if (!same) return [...planned, check]
  if (same.changes[0]?.verb === 'version') return [...planned]
  const and = [same, check].flatMap(({ write: { condition } }) => condition ?? [])
  const joined = {
    write: { ...same.write, condition: { and } },
    changes: [...same.changes, ...check.changes],
  }
  return planned.map((other) => (other === same ? joined : other))
}

const planOf = (changes: readonly Change[], commit: Commit): readonly Planned[] => {
  const all = changes.flatMap((change) =>
    writesOf(change, commit).map((write) => ({ write, changes: [change] })),
  )
  const isCheck = ({ write }: Planned): boolean => write.verb === 'check'
  return all.filter(isCheck).reduce(
    withCheck,
    all.filter((planned) => !isCheck(planned)),
  )
}

const refusalOf = (change: Change): Problem | undefined =>
  change.verb === 'version' ? undefined : change.refusal

/**
 * Commits the changes with their audit entries in one transaction; `false` when something changed meanwhile, so decide again.
 * A refusal is thrown only if nothing else changed: otherwise the same request may have come first, and deciding again finds its answer.
 * Throws for more than 100 items, and for an addition without a put: after a lost acknowledgement, only a put tells whether it happened.
 */
export const commitChanges = async (
  table: Table,
  changes: readonly Change[],
  commit: Commit,
): Promise<boolean> => {
  const planned = planOf(changes, commit)
  const writes = planned.map(({ write }) => write)
  if (writes.length > MOST_WRITES)
    throw new Error(`A commit of ${writes.length} items passes the limit of ${MOST_WRITES}`)
  if (
    writes.some((write) => write.verb === 'update' && write.add) &&
    !writes.some(({ verb }) => verb === 'put')
  )
    throw new Error('A commit that adds to a number puts no item')
  const outcome = await table.commit(writes, commit.commitId)
  if (outcome.committed) return true
  const refusals = outcome.conflicts.flatMap((index) => planned[index]?.changes.map(refusalOf))
  if (refusals[0] && refusals.every((refusal) => refusal !== undefined)) throw refusals[0]
  return false
}
