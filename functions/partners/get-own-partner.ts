import { getOwnPartner } from '../../shared/partners/contract.ts'
import { partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getOwnPartner, async ({ caller, get }) => {
  const partner = await get(partnerRecord, caller)
  return { answer: partnerView(partner, partner.version) }
})
