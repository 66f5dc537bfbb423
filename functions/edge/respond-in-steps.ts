import type * as z from 'zod'
import type { DeclaredEffect, Decision, ReadKind, WrittenKind } from '../../shared/declaration/decision.ts'
import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import type { PaymentId, RefundId } from '../../shared/kernel/id.ts'
import type { Problem } from '../../shared/kernel/problem.ts'
import { idempotencyKeyReused } from '../../shared/kernel/problems.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { keyedIntentRecord } from '../../shared/payments/records.ts'
import { reader, type ItemReader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import { inputHash } from '../../shared/table/stored-answer.ts'
import { world } from '../outside/world.ts'
import { answered, bodyOf, type Answer } from './answer.ts'
import { conditionsOf } from './gate.ts'
import type { Attempt } from './load.ts'
import { planOf, type Plan, type PreloadsOf, type Served } from './plan.ts'
import { programmeNow } from './programme-now.ts'
import type { HttpEvent } from './http-event.ts'
import {
  answerStored,
  committed,
  committedDecision,
  isAnswer,
  prepared,
  refuseLate,
  untilDone,
  type Prepared,
} from './respond.ts'

/** What must be committed before the outside is asked, and the intent: what to ask it. */
export interface Intended<D extends HttpDeclaration, Intent> {
  readonly intent: Intent
  /** The payment or refund that the request's idempotency key stands for from then on, if any. */
  readonly intentId?: PaymentId | RefundId
  readonly changes: readonly Change<WrittenKind<D>>[]
}

/** An intent, or a decision that needs nothing of the outside. */
type IntendedOrDecided<D extends HttpDeclaration, Intent> = Intended<D, Intent> | Decision<D>

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
  | (Decision<D> & {
      /** Whether the outcome is not known yet: the answer says so by its status, and is not kept for the idempotency key. */
      readonly open?: true
    })
  | {
      readonly refusal: Problem
      readonly changes: readonly Change<WrittenKind<D>>[]
      readonly outbox?: readonly DeclaredEffect<D>[]
    }

/** What a request is answered by that repeats the key of one before, whose intent was committed: what became of that. */
export interface Resuming<D extends HttpDeclaration> extends Omit<ItemReader<ReadKind<D>, never>, 'page'> {
  readonly intentId: PaymentId | RefundId
  readonly input: z.output<D['input']>
  readonly now: Instant
}

/** An operation that asks the outside: its intent is committed behind the gates, then the call is made, then its outcome is recorded. */
export interface Steps<D extends HttpDeclaration, R, Intent, Outcome> {
  readonly intend: (request: R) => Promise<IntendedOrDecided<D, Intent>> | IntendedOrDecided<D, Intent>
  /** Asks the outside, once for each intent that was committed; reads and writes no table. */
  readonly call: (intent: Intent) => Promise<Outcome>
  /** Not gated: what has happened outside is recorded even if the caller has lost a right meanwhile. */
  readonly record: (recording: Recording<D, Intent, Outcome>) => Promise<Recorded<D>> | Recorded<D>
  /** Answers what became of what the same idempotency key has begun; without it, keys stand for nothing. */
  readonly resume?: (resuming: Resuming<D>) => Promise<Recorded<D>>
}

type Intend<D extends HttpDeclaration, P extends PreloadsOf<D>, Intent> = (
  plan: Plan<D, P>,
  prepared: Prepared<P>,
) => Promise<IntendedOrDecided<D, Intent>> | IntendedOrDecided<D, Intent>

interface CommittedIntent<Intent> {
  readonly intent: Intent
  readonly caller: Caller
}

/** The answer to a recorded outcome; one that is open has the status of that. */
const answerOf = <D extends HttpDeclaration>(
  { declaration }: Plan<D>,
  recorded: Exclude<Recorded<D>, { refusal: Problem }>,
): Answer =>
  answered(declaration, bodyOf(declaration, recorded.answer), recorded.open && declaration.on.open, recorded)

/** What became of the payment or refund that an earlier request with the same idempotency key has begun, for good. */
const resumedBy =
  <D extends HttpDeclaration, P extends PreloadsOf<D>>(
    plan: Plan<D, P>,
    resume: Steps<D, never, never, never>['resume'],
  ) =>
  async ({ read, now }: Attempt): Promise<Answer | undefined> => {
    const { digest, input } = plan
    if (!resume || digest === undefined) return undefined
    const earlier = await read.find(keyedIntentRecord, { digest })
    if (!earlier) return undefined
    if (earlier.inputHash !== inputHash(input)) throw idempotencyKeyReused()
    const { intentId } = earlier
    // Not by what was read with the gates, which may be older.
    const recorded = await resume({ ...reader(world.table), intentId, input, now })
    if ('refusal' in recorded) throw recorded.refusal
    return answerOf(plan, recorded)
  }

/** The change that keeps what an idempotency key stands for. */
const intentKept = <D extends HttpDeclaration>(
  { digest, input }: Plan<D>,
  intentId: PaymentId | RefundId | undefined,
): Change[] =>
  digest === undefined || intentId === undefined
    ? []
    : [keyedIntentRecord.putNew({ digest, inputHash: inputHash(input), intentId })]

const intended = async <D extends HttpDeclaration, P extends PreloadsOf<D>, Intent>(
  plan: Plan<D, P>,
  intend: Intend<D, P, Intent>,
  resume: Steps<D, never, never, never>['resume'],
): Promise<Answer | CommittedIntent<Intent>> =>
  untilDone(async () => {
    const ready = await prepared(plan, { resumed: resumedBy(plan, resume) })
    if (ready === undefined || isAnswer(ready)) return ready
    const decided = await intend(plan, ready)
    if ('answer' in decided) return committedDecision(plan, ready, decided)
    const { intent, intentId, changes } = decided
    refuseLate(plan)
    const { caller, attempt } = ready
    const { now } = attempt
    const { origin } = plan
    const conditions = conditionsOf(plan.gates, attempt.facts, caller, plan.declaration)
    const all = [...changes, ...intentKept(plan, intentId), ...conditions]
    return (await committed({ changes: all, caller, now, origin })) ? { intent, caller } : undefined
  })

/** The keys that are read of a request, with that of what its idempotency key stands for. */
const withIntent = <D extends HttpDeclaration, P extends PreloadsOf<D>>(plan: Plan<D, P>): Plan<D, P> =>
  plan.digest === undefined
    ? plan
    : { ...plan, keys: [...plan.keys, keyedIntentRecord.key({ digest: plan.digest })] }

/** Answers one request of an operation that asks the outside. */
export const respondInSteps = async <D extends HttpDeclaration, P extends PreloadsOf<D>, Intent, Outcome>(
  served: Served<D, P>,
  intend: Intend<D, P, Intent>,
  { call, record, resume }: Pick<Steps<D, never, Intent, Outcome>, 'call' | 'record' | 'resume'>,
  event: HttpEvent,
  requestId: string,
): Promise<Answer> => {
  const planned = await planOf(served, event, requestId)
  const plan = resume ? withIntent(planned) : planned
  const { origin } = plan
  const committedIntent = await intended(plan, intend, resume)
  if (isAnswer(committedIntent)) return committedIntent
  const { intent, caller } = committedIntent
  const outcome = await call(intent)
  const done = await untilDone(async () => {
    const read = reader(world.table)
    const realMs = world.realMs()
    const now = await programmeNow(read, realMs)
    const recorded = await record({ ...read, intent, outcome, caller, now })
    const { changes = [], outbox } = recorded
    if ('refusal' in recorded)
      return changes.length === 0 || (await committed({ changes, outbox, caller, now, origin }))
        ? recorded
        : undefined
    const done = answerOf(plan, recorded)
    if (recorded.open) return done
    const all = [...changes, ...answerStored(plan, done, realMs)]
    return (await committed({ changes: all, outbox, caller, now, origin })) ? done : undefined
  })
  if ('refusal' in done) throw done.refusal
  return done
}
