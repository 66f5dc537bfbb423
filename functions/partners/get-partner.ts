import { getPartner } from '../../shared/partners/contract.ts'
import { partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(getPartner, reads, ({ partner }) => ({
  answer: partnerView(partner, partner.version),
}))
