import { getOwnPartner } from '../../shared/partners/contract.ts'
import { partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getOwnPartner, [], async ({ caller: { partnerId }, find }) => {
  const partner = partnerId && (await find(partnerRecord, { partnerId }))
  if (!partner) throw new Error('A membership names a partner that is not there')
  return { answer: partnerView(partner, partner.version) }
})
