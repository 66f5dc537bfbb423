import { listPartners } from '../../shared/partners/contract.ts'
import { partnerLine } from '../../shared/partners/partner.ts'
import { PARTNER_LISTING, partnerRecord } from '../../shared/partners/records.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listPartners, (request) =>
  answerPage(
    listPartners,
    request,
    partnerRecord,
    { index: 'listing', partition: PARTNER_LISTING, newestFirst: true },
    partnerLine,
  ),
)
