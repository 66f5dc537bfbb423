import { getPartner } from '../../shared/partners/contract.ts'
import { partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getPartner, [partnerRecord], async ({ input, find }) => {
  const partner = await find(partnerRecord, input)
  if (!partner) throw partnerNotFound()
  return { answer: partnerView(partner, partner.version) }
})
