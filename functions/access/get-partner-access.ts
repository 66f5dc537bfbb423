import { partnerAccess } from '../../shared/access/access.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { managementSessionPartition, managementSessionRecord } from '../../shared/management/records.ts'
import { mayBeOpen, stateAt } from '../../shared/management/session.ts'
import { transferShown } from '../../shared/mapping/transfer-view.ts'
import { personRecord } from '../../shared/people/records.ts'
import { managingOf } from '../edge/managing.ts'
import { serveOrganization } from '../edge/serve.ts'

/** The sessions are one a person who ever managed the organisation; more of them are not looked at. */
const SESSIONS_READ = 1_000
const MOST_SHOWN = 100

export const handler = serveOrganization(getPartnerAccess, async (request) => {
  const { customer, access, page, findAll, now } = request
  const partition = managementSessionPartition(customer.customerId)
  const [{ partner, transfer }, sessions] = await Promise.all([
    managingOf(request),
    page(managementSessionRecord, { partition, limit: SESSIONS_READ }),
  ])
  const candidates = sessions.items.filter((session) => mayBeOpen(session, access, now)).slice(0, MOST_SHOWN)
  const people = await findAll(personRecord, candidates)
  const open = candidates.filter(
    (session, place) => stateAt(session, { access, person: people[place] }, now) === 'open',
  )
  return {
    answer: {
      ...partnerAccess(access, partner, access.version),
      ...(transfer ? { transfer: transferShown(transfer) } : {}),
      openSessions: open.map(({ email, openedAt, endsAt }) => ({ email, openedAt, endsAt })),
    },
  }
})
