import type { Decision, ListedKind, ReadKind } from '../../shared/declaration/decision.ts'
import type { HttpDeclaration, Operation, Signed } from '../../shared/declaration/operation.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader, type ItemReader } from '../../shared/table/reader.ts'
import { world } from '../outside/world.ts'
import { answered, bodyOf } from './answer.ts'
import { bytesOf } from './body.ts'
import { httpHandler } from './http-handler.ts'
import { log, type Alarmed } from './log.ts'
import { outboxChanges } from './outbox.ts'
import { programmeNow } from './programme-now.ts'
import { refuseLate, untilDone } from './respond.ts'

interface SignedDeclaration extends HttpDeclaration {
  readonly allow: 'public'
  readonly signed: Signed
}

/** What a signed message is decided on. */
interface Received<D extends HttpDeclaration, Message> extends ItemReader<ReadKind<D>, ListedKind<D>> {
  readonly message: Message
  /** Programme time, fixed for the attempt. */
  readonly now: Instant
}

/** A decision, and whether somebody must look at a payment. */
type Decided<D extends HttpDeclaration> = Decision<D> & {
  readonly alarmed?: Alarmed | undefined
}

/**
 * Serves messages of a service that signs them: the raw bytes are verified before anything of them is read, and whatever is not signed is
 * refused alike. A message that comes again must have no second effect. Where nothing is decided, as something changed while it was read, it
 * is decided again.
 */
export const serveSigned = <const D extends SignedDeclaration, Message>(
  { name, declaration }: Operation<D>,
  open: (bytes: Uint8Array, signature: string | undefined) => Message | undefined,
  decide: (received: Received<D, Message>) => Promise<Decided<D> | undefined>,
) =>
  httpHandler(name, async (event, requestId) => {
    const startedMs = world.realMs()
    const { header, maxBytes, refusal } = declaration.signed
    const message = open(bytesOf(event, maxBytes), event.headers[header.toLowerCase()])
    if (message === undefined) throw refusal()
    return untilDone(async () => {
      const read = reader(world.table)
      const now = await programmeNow(read, world.realMs())
      const decided = await decide({ ...read, message, now })
      if (decided === undefined) return undefined
      const { answer, changes = [], outbox = [], alarmed } = decided
      const done = answered(declaration, bodyOf(declaration, answer))
      if (changes.length + outbox.length > 0) {
        refuseLate({ startedMs })
        const all = [...changes, ...outboxChanges(outbox, now)]
        const commit = { at: now, actor: { kind: 'function', name } as const, ...world.commitMarks() }
        if (!(await commitChanges(world.table, all, commit))) return undefined
      }
      if (alarmed) log({ operation: name, requestId, ...alarmed, milliseconds: 0 })
      return done
    })
  })
