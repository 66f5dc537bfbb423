import type { Decision, ReadKind, WrittenKind } from '../../shared/declaration/decision.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import type { Problem } from '../../shared/kernel/problem.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { reader, type ItemReader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import { world } from '../outside/world.ts'
import { answered, bodyOf, type Answer } from './answer.ts'
import { conditionsOf } from './gate.ts'
import { planOf, type Plan, type PreloadsOf, type Served } from './plan.ts'
import { programmeNow } from './programme-now.ts'
import type { HttpEvent } from './http-event.ts'
import {
  answerStored,
  committed,
  isAnswer,
  prepared,
  refuseLate,
  untilDone,
  type Prepared,
} from './respond.ts'

/** What must be committed before the outside is asked, and the intent: what to ask it. */
export interface Intended<D extends HttpDeclaration, Intent> {
  readonly intent: Intent
  readonly changes: readonly Change<WrittenKind<D>>[]
}

/** The outcome of the call, and what is known when it is recorded. */
export interface Recording<D extends HttpDeclaration, Intent, Outcome> extends Omit<
  ItemReader<ReadKind<D>, never>,
  'page'
> {
  readonly intent: Intent
  readonly outcome: Outcome
  readonly caller: Caller
  readonly now: Instant
}

/** What is recorded of the call: a decision, or changes after which the request is refused. */
export type Recorded<D extends HttpDeclaration> =
  Decision<D> | { readonly refusal: Problem; readonly changes: readonly Change<WrittenKind<D>>[] }

/** An operation that asks the outside: its intent is committed behind the gates, then the call is made, then its outcome is recorded. */
export interface Steps<D extends HttpDeclaration, R, Intent, Outcome> {
  readonly intend: (request: R) => Promise<Intended<D, Intent>> | Intended<D, Intent>
  /** Asks the outside, once for each intent that was committed; reads and writes no table. */
  readonly call: (intent: Intent) => Promise<Outcome>
  /** Not gated: what has happened outside is recorded even if the caller has lost a right meanwhile. */
  readonly record: (recording: Recording<D, Intent, Outcome>) => Promise<Recorded<D>> | Recorded<D>
}

type Intend<D extends HttpDeclaration, P extends PreloadsOf<D>, Intent> = (
  plan: Plan<D, P>,
  prepared: Prepared<P>,
) => Promise<Intended<D, Intent>> | Intended<D, Intent>

interface CommittedIntent<Intent> {
  readonly intent: Intent
  readonly caller: Caller
}

const intended = async <D extends HttpDeclaration, P extends PreloadsOf<D>, Intent>(
  plan: Plan<D, P>,
  intend: Intend<D, P, Intent>,
): Promise<Answer | CommittedIntent<Intent>> =>
  untilDone(async () => {
    const ready = await prepared(plan)
    if (ready === undefined || isAnswer(ready)) return ready
    const { intent, changes } = await intend(plan, ready)
    refuseLate(plan)
    const { caller, attempt } = ready
    const { now } = attempt
    const { origin } = plan
    const conditions = conditionsOf(plan.gates, attempt.facts, caller, plan.declaration)
    return (await committed({ changes: [...changes, ...conditions], caller, now, origin }))
      ? { intent, caller }
      : undefined
  })

/** Answers one request of an operation that asks the outside. */
export const respondInSteps = async <D extends HttpDeclaration, P extends PreloadsOf<D>, Intent, Outcome>(
  served: Served<D, P>,
  intend: Intend<D, P, Intent>,
  { call, record }: Pick<Steps<D, never, Intent, Outcome>, 'call' | 'record'>,
  event: HttpEvent,
  requestId: string,
): Promise<Answer> => {
  const plan = planOf(served, event, requestId)
  const { origin } = plan
  const committedIntent = await intended(plan, intend)
  if (isAnswer(committedIntent)) return committedIntent
  const { intent, caller } = committedIntent
  const outcome = await call(intent)
  const done = await untilDone(async () => {
    const read = reader(world.table)
    const realMs = world.realMs()
    const now = await programmeNow(read, realMs)
    const recorded = await record({ ...read, intent, outcome, caller, now })
    if ('refusal' in recorded)
      return (await committed({ changes: recorded.changes, caller, now, origin })) ? recorded : undefined
    const done = answered(plan.declaration, bodyOf(plan.declaration, recorded.answer))
    const changes = [...(recorded.changes ?? []), ...answerStored(plan, done, realMs)]
    return (await committed({ changes, outbox: recorded.outbox, caller, now, origin })) ? done : undefined
  })
  if ('refusal' in done) throw done.refusal
  return done
}
