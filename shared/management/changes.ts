import type { Change, Stored } from '../table/record.ts'
import { managementSessionRecord } from './records.ts'
import type { ManagementSession } from './session.ts'

/** A new session, as the next version of the one that the person had before in the organisation. */
export const sessionOpened = (
  before: Stored<ManagementSession> | undefined,
  opened: ManagementSession,
): Change<'managementSession'> => {
  const { sessionId, endsAt, latestEndsAt, reason } = opened
  const event = {
    action: 'session.opened',
    details: { sessionId, endsAt, latestEndsAt },
    after: { sessionId, endsAt, latestEndsAt, reason },
  } as const
  return before
    ? managementSessionRecord.replace(before, opened, event)
    : managementSessionRecord.create(opened, event)
}

/** A session that goes on. */
export const sessionRenewed = (
  before: Stored<ManagementSession>,
  renewed: ManagementSession,
): Change<'managementSession'> => {
  const { sessionId, endsAt, reason } = renewed
  return managementSessionRecord.replace(before, renewed, {
    action: 'session.renewed',
    details: { sessionId, endsAt },
    before: { sessionId, endsAt: before.endsAt, reason: before.reason },
    after: { sessionId, endsAt, reason },
  })
}

/** A session that its partner admin ended. */
export const sessionClosed = (
  before: Stored<ManagementSession>,
  closed: ManagementSession,
): Change<'managementSession'> => {
  const { sessionId, state } = closed
  return managementSessionRecord.replace(before, closed, {
    action: 'session.closed',
    details: { sessionId },
    before: { sessionId, state: before.state },
    after: { sessionId, state },
  })
}
