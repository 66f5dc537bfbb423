import type { Decision } from '../../shared/declaration/decision.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Effect } from '../../shared/notifications/outbox.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import type { Change } from '../../shared/table/record.ts'
import { inputHash, storeAnswer } from '../../shared/table/stored-answer.ts'
import { world } from '../outside/world.ts'
import { answered, bodyOf, type Answer } from './answer.ts'
import { conditionsOf } from './gate.ts'
import { actorOf, admitted, load, refuseStale, replayed, type Attempt } from './load.ts'
import { outboxChanges } from './outbox.ts'
import { planOf, type Plan, type PreloadsOf, type Served } from './plan.ts'
import { loadedOf, type Loaded } from './preload.ts'
import type { HttpEvent } from './http-event.ts'

const MOST_ATTEMPTS = 5
const LONGEST_REQUEST_MS = 10_000

/** What one attempt decides on: who asks, everything that was read, and the preloads by name. */
export interface Prepared<P> {
  readonly caller: Caller
  readonly attempt: Attempt
  readonly loaded: Loaded<P>
}

/** Attempts until there is a result; when something changed meanwhile, it is read and decided again. */
export const untilDone = async <T>(attempt: () => Promise<T | undefined>): Promise<T> => {
  for (let count = 0; count < MOST_ATTEMPTS; count += 1) {
    if (count > 0) await world.pause(count)
    const done = await attempt()
    if (done !== undefined) return done
  }
  throw unavailable({ retryAfterSeconds: 1 })
}

/** What is committed for a request, by whom and when. */
interface Commit {
  readonly changes: readonly Change[]
  readonly outbox?: readonly Effect[] | undefined
  readonly caller: Caller
  readonly now: Instant
  readonly realMs: number
}

/** Commits changes with their audit and effects; `false` when something changed meanwhile. */
export const committed = ({ changes, outbox = [], caller, now, realMs }: Commit): Promise<boolean> =>
  commitChanges(world.table, [...changes, ...outboxChanges(outbox, now)], {
    at: now,
    actor: actorOf(caller),
    commitId: world.ulid(realMs),
  })

/** The change that stores an answer under the request's idempotency key, if it has one. */
export const answerStored = <D extends HttpDeclaration>(
  { declaration, digest, input }: Plan<D>,
  body: string,
  realMs: number,
): Change[] =>
  digest === undefined
    ? []
    : [storeAnswer({ digest, inputHash: inputHash(input), status: declaration.on.success, body }, realMs)]

/** Reads, admits and prepares one attempt: the answer of an earlier one, what there is to decide on, or `undefined` to begin again. */
export const prepared = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  plan: Plan<D, P>,
): Promise<Answer | Prepared<P> | undefined> => {
  const attempt = await load(plan)
  const caller = await admitted(plan, attempt)
  if (!caller) return undefined
  const earlier = await replayed(plan, attempt)
  if (earlier) return earlier
  refuseStale(plan, attempt)
  return { caller, attempt, loaded: loadedOf(plan.preloads, plan.input, attempt.items) }
}

/** Whether an attempt ended with an answer. */
export const isAnswer = (prepared: Answer | object): prepared is Answer => 'statusCode' in prepared

/** Refuses to commit for a request that is older than ten seconds. */
export const refuseLate = ({ startedMs }: { readonly startedMs: number }): void => {
  if (world.realMs() - startedMs > LONGEST_REQUEST_MS) throw unavailable({ retryAfterSeconds: 1 })
}

/** Answers one request: reads everything in one round trip, admits, replays or decides, commits; on a conflict it repeats all of this. */
export const respond = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  served: Served<D, P>,
  decide: (plan: Plan<D, P>, prepared: Prepared<P>) => Promise<Decision<D>> | Decision<D>,
  event: HttpEvent,
): Promise<Answer> => {
  const plan = planOf(served, event)
  return untilDone(async () => {
    const ready = await prepared(plan)
    if (ready === undefined || isAnswer(ready)) return ready
    const { answer, changes = [], outbox = [] } = await decide(plan, ready)
    const { caller, attempt } = ready
    const { now, realMs } = attempt
    const body = bodyOf(plan.declaration, answer)
    const done = answered(plan.declaration, body)
    if (changes.length + outbox.length === 0) return done
    refuseLate(plan)
    const conditions = conditionsOf(plan.gates, attempt.facts, caller, plan.declaration)
    const all = [...changes, ...conditions, ...answerStored(plan, body, realMs)]
    return (await committed({ changes: all, outbox, caller, now, realMs })) ? done : undefined
  })
}
