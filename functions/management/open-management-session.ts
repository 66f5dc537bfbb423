import { SessionId } from '../../shared/kernel/id.ts'
import { sessionOpened, sessionRenewed } from '../../shared/management/changes.ts'
import { openManagementSession } from '../../shared/management/contract.ts'
import { open, renew, stateAt } from '../../shared/management/session.ts'
import { sessionView } from '../../shared/management/view.ts'
import { serveSession } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

export const handler = serveSession(openManagementSession, (request) => {
  const { customer, access, session, person, caller, input, language, now } = request
  const { customerId, domain } = customer
  const { reason } = input
  if (session && stateAt(session, { access, person }, now) === 'open') {
    const renewed = renew(session, { reason }, now)
    return {
      answer: sessionView(renewed, domain, language),
      found: true,
      changes: [sessionRenewed(session, renewed)],
    }
  }
  const { email, personId, partnerId } = caller
  const opened = open(
    {
      sessionId: newId(SessionId, 'ses', now),
      customerId,
      email,
      personId,
      partnerId,
      accessVersion: access.version,
      personVersion: person.version,
      ...(reason === undefined ? {} : { reason }),
    },
    now,
  )
  return { answer: sessionView(opened, domain, language), changes: [sessionOpened(session, opened)] }
})
