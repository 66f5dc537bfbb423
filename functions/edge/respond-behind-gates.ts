import { accessRecord } from '../../shared/access/records.ts'
import { needsSession, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { managementSessionRecord } from '../../shared/management/records.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import { world } from '../outside/world.ts'
import type { Answer } from './answer.ts'
import { refuseTooLarge } from './body.ts'
import type { HttpEvent } from './http-event.ts'
import { admitted, load, type Attempt, type ToLoad } from './load.ts'
import { gateKeys, gateRequestOf, originOf, planOf, type Plan, type PreloadsOf, type Served } from './plan.ts'
import { recordRefusal } from './refused-attempt.ts'
import { pathInputOf, signedIn } from './request.ts'
import { attempted, untilDone, type Decide, type Prepared } from './respond.ts'

/** A request that is refused for what follows its path, once its gates have admitted it. */
interface Refused extends ToLoad {
  readonly declaration: HttpDeclaration
  readonly refusal: Problem
}

/** Parses a request as far as its path; what else is wrong with it waits for the gates. */
const planBehindGates = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  served: Served<D, P>,
  event: HttpEvent,
  requestId: string,
): Promise<Plan<D, P> | Refused> => {
  try {
    return await planOf(served, event, requestId)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { gates, operation } = served
    const { declaration } = operation
    const who = signedIn(event)
    refuseTooLarge(event)
    const input = await pathInputOf(declaration.input, declaration.on, event)
    const request = gateRequestOf(declaration, who, input)
    return { declaration, gates, request, keys: gateKeys(gates, request), refusal: thrown }
  }
}

/** The chain words of what a path names below an organisation. */
const NAMED = { groupId: 'GROUP', policyId: 'POLICY', userId: 'USER' } as const

/** The audit chain of what a path names below an organisation, the outer one of two; it was found valid before. */
const subjectNamed = ({ pathParameters }: HttpEvent): string | undefined => {
  for (const [name, word] of Object.entries(NAMED)) {
    const id = pathParameters[name]
    if (id !== undefined) return `${word}#${id}`
  }
  return undefined
}

/** Whether the access, the session and the membership still are as they were read, after more was read in their name (R60). */
const isStillAllowed = async ({ facts: { access, session, person } }: Attempt): Promise<boolean> => {
  if (!access || !session || !person) return false
  const { find } = reader(world.table)
  const [nowAccess, nowSession, nowPerson] = await Promise.all([
    find(accessRecord, access),
    find(managementSessionRecord, session),
    find(personRecord, person),
  ])
  return (
    nowAccess?.version === access.version &&
    nowSession?.version === session.version &&
    nowPerson?.version === person.version
  )
}

/** Decides, and begins again where what was answered or refused to a partner admin was read while its right ended. */
const lookedAtAgain =
  <D extends HttpDeclaration, P extends PreloadsOf<D>>(decide: Decide<D, P>): Decide<D, P> =>
  async (plan, ready: Prepared<P>) => {
    const { caller, attempt } = ready
    const isInSession = caller.actsAs === 'partner-admin' && needsSession(plan.declaration)
    const isLate = async (): Promise<boolean> =>
      isInSession && attempt.hasReadOn() && !(await isStillAllowed(attempt))
    try {
      const decision = await decide(plan, ready)
      const isRead = decision && (decision.changes?.length ?? 0) + (decision.outbox?.length ?? 0) === 0
      return isRead && (await isLate()) ? undefined : decision
    } catch (thrown) {
      if (thrown instanceof Problem && (await isLate())) return undefined
      throw thrown
    }
  }

/**
 * Answers a request on an organisation in this order: signed in, size, path, gates, and only then body, query and headers, so that who may
 * not ask gets the same answer whatever is sent. Each refusal of an admin of the organisation's partner is in its log before it is answered (R53).
 */
export const respondBehindGates = async <D extends HttpDeclaration, P extends PreloadsOf<D>>(
  served: Served<D, P>,
  decide: Decide<D, P>,
  event: HttpEvent,
  requestId: string,
): Promise<Answer> => {
  const plan = await planBehindGates(served, event, requestId)
  let newest: Attempt | undefined
  const noted = (attempt: Attempt): void => {
    newest = attempt
  }
  try {
    return await untilDone(async () => {
      if (!('refusal' in plan)) return attempted(plan, lookedAtAgain(decide), noted)
      noted(await load(plan))
      if (newest && (await admitted(plan, newest))) throw plan.refusal
      return undefined
    })
  } catch (thrown) {
    if (thrown instanceof Problem && newest)
      await recordRefusal(
        {
          operation: served.operation.name,
          subject: subjectNamed(event),
          refusal: thrown,
          origin: originOf(event, requestId),
        },
        newest,
      )
    throw thrown
  }
}
