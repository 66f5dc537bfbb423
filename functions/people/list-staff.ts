import { listStaff } from '../../shared/people/contract.ts'
import { STAFF_LISTING, personRecord } from '../../shared/people/records.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listStaff, (request) =>
  answerPage(
    listStaff,
    request,
    personRecord,
    { index: 'listing', partition: STAFF_LISTING },
    ({ email, staffRoles, version }) => ({ email, staffRoles, version }),
  ),
)
