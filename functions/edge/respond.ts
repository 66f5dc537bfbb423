import type { Decision } from '../../shared/declaration/decision.ts'
import { needsSession, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Effect } from '../../shared/notifications/outbox.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import type { Origin } from '../../shared/table/log.ts'
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
  readonly origin: Origin
}

/** Commits changes with their audit and effects; `false` when something changed meanwhile. */
export const committed = ({ changes, outbox = [], caller, now, origin }: Commit): Promise<boolean> =>
  commitChanges(world.table, [...changes, ...outboxChanges(outbox, now)], {
    at: now,
    actor: actorOf(caller),
    origin,
    ...world.commitMarks(),
  })

/** Where a request comes from, with the management session that it is made in. */
export const originIn = (
  { origin, declaration }: Pick<Plan<HttpDeclaration>, 'origin' | 'declaration'>,
  { caller, attempt: { facts } }: Pick<Prepared<object>, 'caller' | 'attempt'>,
): Origin =>
  caller.actsAs === 'partner-admin' && needsSession(declaration)
    ? { ...origin, sessionId: facts.session?.sessionId }
    : origin

/** The change that stores an answer under the request's idempotency key, if it has one. */
export const answerStored = <D extends HttpDeclaration>(
  { digest, input }: Plan<D>,
  { statusCode: status, body }: Answer,
  realMs: number,
): Change[] =>
  digest === undefined ? [] : [storeAnswer({ digest, inputHash: inputHash(input), status, body }, realMs)]

interface Preparing {
  readonly noted?: ((attempt: Attempt) => void) | undefined
  /** Answers what an earlier request with the same idempotency key has begun. */
  readonly resumed?: ((attempt: Attempt) => Promise<Answer | undefined>) | undefined
}

/** Reads, admits and prepares one attempt: the answer of an earlier one, what there is to decide on, or `undefined` to begin again. */
export const prepared = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  plan: Plan<D, P>,
  { noted, resumed }: Preparing = {},
): Promise<Answer | Prepared<P> | undefined> => {
  const attempt = await load(plan)
  noted?.(attempt)
  const caller = await admitted(plan, attempt)
  if (!caller) return undefined
  const earlier = (await replayed(plan, attempt)) ?? (await resumed?.(attempt))
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

/** Decides on what an attempt has read; `undefined` to begin again. */
export type Decide<D extends HttpDeclaration, P extends PreloadsOf<D>> = (
  plan: Plan<D, P>,
  prepared: Prepared<P>,
) => Promise<Decision<D> | undefined> | Decision<D> | undefined

/** Commits what was decided on an attempt, behind its gates, with the answer; `undefined` to begin again. */
export const committedDecision = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  plan: Plan<D, P>,
  ready: Prepared<P>,
  decision: Decision<D>,
): Promise<Answer | undefined> => {
  const { answer, found, changes = [], outbox = [] } = decision
  const { caller, attempt } = ready
  const { now, realMs, facts } = attempt
  const { declaration, gates } = plan
  const origin = originIn(plan, ready)
  const done = answered(declaration, bodyOf(declaration, answer), found && declaration.on.found, decision)
  if (changes.length + outbox.length === 0) return done
  refuseLate(plan)
  const conditions = conditionsOf(gates, facts, caller, declaration)
  const all = [...changes, ...conditions, ...answerStored(plan, done, realMs)]
  return (await committed({ changes: all, outbox, caller, now, origin })) ? done : undefined
}

/** One attempt at a request: reads everything in one round trip, admits, replays or decides, commits; `undefined` to begin again. */
export const attempted = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  plan: Plan<D, P>,
  decide: Decide<D, P>,
  noted?: (attempt: Attempt) => void,
): Promise<Answer | undefined> => {
  const ready = await prepared(plan, { noted })
  if (ready === undefined || isAnswer(ready)) return ready
  const decision = await decide(plan, ready)
  return decision && committedDecision(plan, ready, decision)
}

/** Answers one request; on a conflict it repeats all of it. */
export const respond = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  served: Served<D, P>,
  decide: Decide<D, P>,
  event: HttpEvent,
  requestId: string,
): Promise<Answer> => {
  const plan = await planOf(served, event, requestId)
  return untilDone(() => attempted(plan, decide))
}
