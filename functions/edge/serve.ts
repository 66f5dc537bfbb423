import middy from '@middy/core'
import * as z from 'zod'
import type { Access } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { programmeTime } from '../../shared/clock/programme-clock.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import {
  ANEW,
  type Decision,
  type ListedKind,
  type ReadKind,
  type WrittenKind,
} from '../../shared/declaration/decision.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { isOnCustomer, type HttpDeclaration, type Operation } from '../../shared/declaration/operation.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import {
  changedMeanwhile,
  customerNotFound,
  idempotencyKeyReused,
  unavailable,
} from '../../shared/kernel/problems.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Person } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import type { Actor } from '../../shared/table/audit.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { keyText, reader, type Reader } from '../../shared/table/reader.ts'
import type { Change, Found, Stored } from '../../shared/table/record.ts'
import {
  idempotencyDigest,
  inputHash,
  isKept,
  keepAnswer,
  storedAnswerRecord,
} from '../../shared/table/stored-answer.ts'
import { answered, bodyOf, WithVersion, type Answer } from './answer.ts'
import { admit, heldStanding, type Standing } from './gate.ts'
import { errorOf, log } from './log.ts'
import { queued } from './outbox.ts'
import { defectDetails, problemDetails } from './problem-details.ts'
import { HttpEvent, idempotencyKeyOf, ifMatchOf, inputOf, languageOf, signedIn } from './request.ts'
import { world } from '../outside/world.ts'

const MOST_DECISIONS = 5
const LONGEST_REQUEST_MS = 10_000

/** What every operation decides on: the validated input, who asks, when, and how to find more. */
export interface Request<D extends HttpDeclaration> extends Reader<ReadKind<D>, ListedKind<D>> {
  readonly input: z.output<D['input']>
  readonly caller: Caller
  /** The caller's memberships, absent for somebody who has none. */
  readonly person: Stored<Person> | undefined
  /** Programme time, fixed for the request. */
  readonly now: Instant
  /** Commits ahead of the decision, under the same gates, what must stand before the outside is asked; `false` when something moved. */
  commitFirst(changes: readonly Change<WrittenKind<D>>[]): Promise<boolean>
}

/** The same for an operation on a customer, to which the gate has admitted the caller. */
export interface CustomerRequest<D extends HttpDeclaration> extends Request<D> {
  readonly customer: Stored<Customer>
  readonly access: Stored<Access>
}

type Decide<D extends HttpDeclaration, R> = (request: R) => Promise<Decision<D> | typeof ANEW> | Decision<D>
type Gated<D extends HttpDeclaration> = Request<D> & Pick<Standing, 'customer' | 'access'>

/** Kinds whose keys the input alone gives: they are read together with the caller's memberships. */
type Preload<D extends HttpDeclaration> = readonly Found<ReadKind<D>, unknown, z.output<D['input']>>[]

const OnCustomer = z.object({ customerId: CustomerId })
/** The caller as the audit names them. */
export const actorOf = ({ email, sub, actsAs, partnerId }: Caller): Actor => ({
  kind: 'person',
  email,
  sub,
  role: actsAs,
  ...(partnerId ? { partnerId } : {}),
})

/** One request: read everything in one round trip, gate, replay or decide, commit; on a conflict all of it anew. */
const respond = async <const D extends HttpDeclaration>(
  operation: Operation<D>,
  preload: Preload<D>,
  decide: Decide<D, Gated<D>>,
  event: HttpEvent,
): Promise<Answer> => {
  const { declaration, name } = operation
  const startedMs = world.realMs()
  const { email, sub } = signedIn(event)
  const input = inputOf<D['input']>(declaration.input, declaration.on, event)
  const customerId = isOnCustomer(declaration) ? OnCustomer.parse(input).customerId : undefined
  const key = idempotencyKeyOf(declaration, event)
  const digest = key === undefined ? undefined : idempotencyDigest(sub, name, key)
  const expectedVersion = ifMatchOf(declaration, event)
  const hasClock = world.optionalSetting('PROGRAMME_CLOCK') !== undefined
  const targets = [
    ...(customerId ? [{ kind: customerRecord.kind, ...customerRecord.key({ customerId }) }] : []),
    ...preload.map((record) => ({ kind: record.kind, ...record.key(input) })),
  ]
  const keys = [
    personRecord.key({ email }),
    subjectRecord.key({ email }),
    ...(customerId ? [accessRecord.key({ customerId })] : []),
    ...(digest ? [storedAnswerRecord.key({ digest })] : []),
    ...(hasClock ? [clockRecord.key(undefined)] : []),
    ...targets,
  ]

  for (let attempt = 0; attempt < MOST_DECISIONS; attempt += 1) {
    if (attempt > 0) await world.pause(attempt)
    const items = await world.table.read(keys)
    const preloaded = new Map(keys.map((read, index) => [keyText(read), items[index]]))
    const read = reader(world.table, preloaded)
    const realMs = world.realMs()
    const now = programmeTime(hasClock ? await read.find(clockRecord, undefined) : undefined, realMs)
    const standing: Standing = {
      email,
      sub,
      person: await read.find(personRecord, { email }),
      subject: await read.find(subjectRecord, { email }),
      customerId,
      customer: customerId && (await read.find(customerRecord, { customerId })),
      access: customerId && (await read.find(accessRecord, { customerId })),
      firstStaffMember: world.optionalSetting('FIRST_STAFF_MEMBER'),
    }
    const caller = admit(declaration, standing)
    const commit = { at: now, actor: actorOf(caller), commitId: world.ulid(realMs) }
    if (standing.subject === undefined) {
      await commitChanges(world.table, [subjectRecord.claim({ email, sub, since: now })], commit)
      continue
    }

    const stored = digest === undefined ? undefined : await read.find(storedAnswerRecord, { digest })
    if (stored && isKept(stored, realMs)) {
      if (stored.inputHash !== inputHash(input)) throw idempotencyKeyReused()
      return answered(declaration, stored.body, stored.status)
    }
    const target =
      expectedVersion === undefined ? undefined : targets.find(({ kind }) => kind === declaration.ifMatch)
    const present = target && WithVersion.safeParse(preloaded.get(keyText(target)))
    if (present?.success && present.data.version !== expectedVersion) throw changedMeanwhile()

    const { customer, access, person } = standing
    const held = heldStanding(declaration, caller, standing)
    const commitFirst = (first: readonly Change[]): Promise<boolean> =>
      commitChanges(world.table, [...first, ...held], { ...commit, commitId: world.ulid(realMs) })
    const decision = await decide({ ...read, input, caller, person, now, customer, access, commitFirst })
    if (decision === ANEW) continue
    const body = bodyOf(declaration, decision.answer)
    const status = declaration.on.success
    const changes = [...(decision.changes ?? []), ...queued(decision.outbox ?? [], now)]
    if (changes.length === 0) return answered(declaration, body)
    if (world.realMs() - startedMs > LONGEST_REQUEST_MS) throw unavailable({ retryAfterSeconds: 1 })
    const kept =
      digest === undefined ? [] : [keepAnswer({ digest, inputHash: inputHash(input), status, body }, realMs)]
    if (await commitChanges(world.table, [...changes, ...held, ...kept], commit))
      return answered(declaration, body)
  }
  throw unavailable({ retryAfterSeconds: 1 })
}

const served = (operation: Operation<HttpDeclaration>, answer: (event: HttpEvent) => Promise<Answer>) => {
  const startedAt = new WeakMap<object, number>()
  const logged = (event: object, requestId: string, outcome: string, error?: unknown): void =>
    log({
      operation: operation.name,
      requestId,
      outcome,
      milliseconds: world.realMs() - (startedAt.get(event) ?? world.realMs()),
      ...(error === undefined ? {} : { error: errorOf(error) }),
    })
  return middy<object, Answer>()
    .use({
      before: ({ event }) => {
        startedAt.set(event, world.realMs())
      },
      after: ({ event, context }) => logged(event, context.awsRequestId, 'done'),
      onError: async (request) => {
        const { event, context, error } = request
        const requestId = context.awsRequestId
        const language = languageOf(event)
        if (error instanceof Problem) {
          logged(event, requestId, error.type.code)
          request.response = await problemDetails(error, requestId, language)
        } else {
          logged(event, requestId, 'defect', error)
          request.response = await defectDetails(requestId, language)
        }
      },
    })
    .handler(async (event) => answer(HttpEvent.parse(event)))
}

/** Serves an operation for people who are signed in; what `preload` names is read together with their memberships. */
export const serve = <const D extends HttpDeclaration>(
  operation: Operation<D>,
  preload: Preload<D>,
  decide: Decide<D, Request<D>>,
) => served(operation, (event) => respond(operation, preload, decide, event))

/** Serves an operation on one customer. */
export const serveOnCustomer = <const D extends HttpDeclaration>(
  operation: Operation<D>,
  preload: Preload<D>,
  decide: Decide<D, CustomerRequest<D>>,
) =>
  served(operation, (event) =>
    respond(
      operation,
      preload,
      (request) => {
        const { customer, access } = request
        if (customer === undefined || access === undefined) throw customerNotFound()
        return decide({ ...request, customer, access })
      },
      event,
    ),
  )
