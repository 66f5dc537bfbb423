import { sessionClosed } from '../../shared/management/changes.ts'
import { closeManagementSession } from '../../shared/management/contract.ts'
import { close, openSession } from '../../shared/management/session.ts'
import { serveSession } from '../edge/serve-managed.ts'

export const handler = serveSession(closeManagementSession, ({ access, session, person, now }) => {
  const present = openSession(session, { access, person }, now)
  const { sessionId } = present
  return { answer: { sessionId, closedAt: now }, changes: [sessionClosed(present, close(present))] }
})
