import type { GateFacts } from '../../shared/declaration/gate.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { changedMeanwhile, idempotencyKeyReused } from '../../shared/kernel/problems.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { subjectBound } from '../../shared/people/changes.ts'
import type { Actor } from '../../shared/table/audit.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import { keyText, reader, type Preloaded, type ItemReader } from '../../shared/table/reader.ts'
import { inputHash, isFresh, storedAnswerRecord } from '../../shared/table/stored-answer.ts'
import { newId } from '../outside/new-id.ts'
import { world } from '../outside/world.ts'
import { answered, etagOf, WithVersion, type Answer } from './answer.ts'
import { admit, factsOf } from './gate.ts'
import type { Plan } from './plan.ts'
import { programmeNow } from './programme-now.ts'

/** What one attempt to answer a request has read, and the instant that it goes by. */
export interface Attempt {
  readonly items: Preloaded
  readonly read: ItemReader<Kind, Kind>
  readonly facts: GateFacts
  readonly realMs: number
  /** Programme time, fixed for the attempt. */
  readonly now: Instant
  /** Whether more was read since, in another round trip. */
  readonly hasReadOn: () => boolean
}

/** What is read of a request in one round trip, and for which gates. */
export type ToLoad = Pick<Plan<HttpDeclaration>, 'keys' | 'gates' | 'request'>

/** Reads all that the plan names in one round trip. */
export const load = async ({ keys, gates, request }: ToLoad): Promise<Attempt> => {
  const { table } = world
  let hasReadOn = false
  const noted = <Args extends readonly unknown[], T>(ask: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => {
      hasReadOn = true
      return ask(...args)
    }
  }
  const found = await table.read(keys)
  const items = new Map(keys.map((key, index) => [keyText(key), found[index]]))
  const read = reader({ ...table, read: noted(table.read), query: noted(table.query) }, items)
  const realMs = world.realMs()
  const now = await programmeNow(read, realMs)
  return {
    items,
    read,
    facts: { ...factsOf(gates, request, items), now },
    realMs,
    now,
    hasReadOn: () => hasReadOn,
  }
}

/** The caller as the audit names them. */
export const actorOf = (caller: Caller): Actor => ({
  kind: 'person',
  personId: caller.personId,
  role: caller.actsAs,
  ...(caller.actsAs === 'partner-admin' ? { partnerId: caller.partnerId } : {}),
})

/** Admits the caller, or refuses; binds an address that signs in for the first time, after which everything is read again: `undefined`. */
export const admitted = async (
  { declaration, gates, request }: Pick<Plan<HttpDeclaration>, 'declaration' | 'gates' | 'request'>,
  { facts, now }: Attempt,
): Promise<Caller | undefined> => {
  const capacity = admit(gates, facts, declaration)
  const { email, sub } = request
  const { subject } = facts
  if (subject?.state === 'bound') return { ...capacity, email, sub, personId: subject.personId }
  const bound = subjectBound(email, sub, subject, () => newId(PersonId, 'per', now), now)
  const actor = { kind: 'function', name: 'sign-in' } as const
  await commitChanges(world.table, bound, { at: now, actor, ...world.commitMarks() })
  return undefined
}

/** The stored answer of a request that was done before under the same idempotency key. */
export const replayed = async <D extends HttpDeclaration>(
  { declaration, digest, input }: Plan<D>,
  { read, realMs }: Attempt,
): Promise<Answer | undefined> => {
  const stored = digest === undefined ? undefined : await read.find(storedAnswerRecord, { digest })
  if (!stored || !isFresh(stored, realMs)) return undefined
  if (stored.inputHash !== inputHash(input)) throw idempotencyKeyReused()
  return answered(declaration, stored.body, stored.status)
}

/** Refuses a change of another version than If-Match asks for; what does not exist has version 0, or is refused by its operation. */
export const refuseStale = <D extends HttpDeclaration>(
  { expected, declaration }: Plan<D>,
  { items }: Attempt,
): void => {
  if (!expected || expected.tags === '*') return
  const item = items.get(keyText(expected.key))
  if (item === undefined && !declaration.ifMatchMissing) return
  const present = item === undefined ? { version: 0 } : WithVersion.parse(item)
  if (!expected.tags.includes(etagOf(present))) throw changedMeanwhile()
}
