import type { Problem } from '../../shared/kernel/problem.ts'
import { MOST_REFUSALS, refusalCountRecord } from '../../shared/audit/records.ts'
import { stateAt } from '../../shared/management/session.ts'
import { maySignIn } from '../../shared/people/subject.ts'
import { lineOutsideChains, logEntryRecord, type Origin } from '../../shared/table/log.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import { world } from '../outside/world.ts'
import type { Attempt } from './load.ts'
import { untilDone } from './respond.ts'

const KEPT_SECONDS = 24 * 3_600

/** What a refusal is that the table could not answer: nothing was refused. */
const isRefusal = ({ type }: Problem): boolean => type.kind !== 'unavailable'

/** What was refused, with which problem, and of what: the audit chain of what the path names below the organisation. */
interface RefusedAttempt {
  readonly operation: string
  readonly subject: string | undefined
  readonly refusal: Problem
  readonly origin: Origin
}

/** The partner admin of the organisation who was refused; nobody else's refusals are in its log. */
const refusedPartnerAdmin = ({ facts: { subject, sub, person, customer, membership } }: Attempt) => {
  if (!subject || !maySignIn(subject, sub) || membership) return undefined
  const partnerId = person?.partner?.partnerId
  if (!partnerId || customer?.state !== 'live' || customer.partnerId !== partnerId) return undefined
  return { customerId: customer.customerId, personId: subject.personId, partnerId }
}

/**
 * Puts a refused attempt of a partner admin into the log of the organisation, outside of all chains, so that it holds up nobody: 60 a
 * person, organisation and minute, then one line that says so. Refuses with `unavailable` where it cannot (R53).
 */
export const recordRefusal = async (
  { operation, subject, refusal, origin }: RefusedAttempt,
  attempt: Attempt,
): Promise<void> => {
  const refused = refusedPartnerAdmin(attempt)
  if (!refused || !isRefusal(refusal)) return
  const { customerId, personId, partnerId } = refused
  const { now, facts } = attempt
  const { access, person, session } = facts
  const isInSession = stateAt(session, { access, person }, now) === 'open'
  const actor = { kind: 'person', personId, role: 'partner-admin', partnerId } as const
  const of = { customerId, personId, minute: now.slice(0, 16) }
  await untilDone(async () => {
    const marks = world.commitMarks()
    const counted = await reader(world.table).find(refusalCountRecord, of)
    if (counted?.isCapped) return true
    const isCapped = (counted?.refusals ?? 0) >= MOST_REFUSALS
    const line = lineOutsideChains(
      {
        ...origin,
        ...(isInSession ? { sessionId: session?.sessionId } : {}),
        customerId,
        at: now,
        outcome: 'refused',
        actor,
        ...(isCapped ? { action: 'refusals.capped' } : { operation, code: refusal.type.code, subject }),
      },
      marks,
    )
    const expiresAt = Math.floor(world.realMs() / 1_000) + KEPT_SECONDS
    const count = refusalCountRecord.increment(
      of,
      { refusals: 1 },
      {
        set: { ...of, expiresAt, isCapped },
        condition: isCapped ? { equals: { isCapped: false } } : { atMost: { refusals: MOST_REFUSALS - 1 } },
      },
    )
    const changes = [logEntryRecord.putNew(line), count]
    return (await commitChanges(world.table, changes, { at: now, actor, ...marks })) || undefined
  })
}
