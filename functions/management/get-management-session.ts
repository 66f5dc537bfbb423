import { getManagementSession } from '../../shared/management/contract.ts'
import { openSession } from '../../shared/management/session.ts'
import { sessionView } from '../../shared/management/view.ts'
import { serveSession } from '../edge/serve-managed.ts'

export const handler = serveSession(
  getManagementSession,
  ({ customer, access, session, person, language, now }) => ({
    answer: sessionView(openSession(session, { access, person }, now), customer.domain, language),
  }),
)
