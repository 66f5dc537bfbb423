import * as z from 'zod'
import { clockRecord } from '../../shared/clock/records.ts'
import type { ReadKind } from '../../shared/declaration/decision.ts'
import type { Gate, GateRequest } from '../../shared/declaration/gate.ts'
import { isOnCustomer, type HttpDeclaration, type Operation } from '../../shared/declaration/operation.ts'
import { preferredLanguage } from '../../shared/kernel/accept-language.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import type { Language } from '../../shared/kernel/text.ts'
import { idempotencyDigest, storedAnswerRecord } from '../../shared/table/stored-answer.ts'
import type { Origin } from '../../shared/table/log.ts'
import type { Key } from '../../shared/table/table.ts'
import { world } from '../outside/world.ts'
import { firstStaffMember } from './first-staff-member.ts'
import { readsOf } from './gate.ts'
import { idempotencyKeyOf, ifMatchOf, type IfMatch } from './headers.ts'
import type { Preloads } from './preload.ts'
import type { HttpEvent } from './http-event.ts'
import { instanceOf } from './problem-details.ts'
import { inputOf, signedIn } from './request.ts'

const OnCustomer = z.object({ customerId: CustomerId })

/** The preloads that an operation may have: kinds that it reads, by keys that its input gives. */
export type PreloadsOf<D extends HttpDeclaration> = Preloads<ReadKind<D>, z.output<D['input']>>

/** How an operation is served: its gates, and the items that are read together with theirs. */
export interface Served<D extends HttpDeclaration, P extends PreloadsOf<D>> {
  readonly operation: Operation<D>
  readonly gates: readonly Gate[]
  readonly preloads: P
}

/** What is known of a request before anything is read: who asks what, and every item to read, in one round trip. */
export interface Plan<D extends HttpDeclaration, P extends PreloadsOf<D> = PreloadsOf<D>> extends Served<
  D,
  P
> {
  readonly declaration: D
  readonly input: z.output<D['input']>
  readonly request: GateRequest
  readonly origin: Origin
  readonly language: Language
  /** Names the idempotency key that was given. */
  readonly digest: string | undefined
  /** What If-Match asks for, and the key of the item that must have it. */
  readonly expected: { readonly key: Key; readonly tags: IfMatch } | undefined
  readonly keys: readonly Key[]
  readonly startedMs: number
}

/** Who asks, and about which customer of the input. */
export const gateRequestOf = (
  declaration: HttpDeclaration,
  who: Pick<GateRequest, 'email' | 'sub'>,
  input: unknown,
): GateRequest => ({
  ...who,
  customerId: isOnCustomer(declaration) ? OnCustomer.parse(input).customerId : undefined,
  firstStaffMember: firstStaffMember(),
})

const clockKeys = (): Key[] => (world.hasClock() ? [clockRecord.key(undefined)] : [])

/** The keys of what every request behind these gates reads. */
export const gateKeys = (gates: readonly Gate[], request: GateRequest): Key[] => [
  ...readsOf(gates).map(({ key }) => key(request)),
  ...clockKeys(),
]

/** Where a request comes from, as the log of an organisation says it. */
export const originOf = ({ requestContext: { http } }: HttpEvent, requestId: string): Origin => ({
  requestId: instanceOf(requestId),
  ...(http ? { sourceAddress: http.sourceIp } : {}),
})

/** Parses a request before the table is read; refuses one that is not signed in, not valid or incomplete. */
export const planOf = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  served: Served<D, P>,
  event: HttpEvent,
  requestId: string,
): Promise<Plan<D, P>> => {
  const { operation, gates, preloads } = served
  const { declaration, name } = operation
  const who = signedIn(event)
  const input = await inputOf<D['input']>(declaration.input, declaration.on, event)
  const idempotencyKey = idempotencyKeyOf(declaration, event)
  const tags = ifMatchOf(declaration, event)
  const digest = idempotencyKey === undefined ? undefined : idempotencyDigest(who.sub, name, idempotencyKey)
  const request = gateRequestOf(declaration, who, input)
  const targets = [
    ...readsOf(gates).map(({ kind, key }) => ({ kind, key: key(request) })),
    ...Object.values<PreloadsOf<D>[string]>(preloads).map(({ kind, key }) => ({ kind, key: key(input) })),
  ]
  const target = targets.find(({ kind }) => kind === declaration.ifMatch)
  return {
    ...served,
    declaration,
    input,
    request,
    origin: originOf(event, requestId),
    language: preferredLanguage(event.headers['accept-language']),
    digest,
    expected: target && tags ? { key: target.key, tags } : undefined,
    keys: [
      ...targets.map(({ key }) => key),
      ...(digest === undefined ? [] : [storedAnswerRecord.key({ digest })]),
      ...clockKeys(),
    ],
    startedMs: world.realMs(),
  }
}
