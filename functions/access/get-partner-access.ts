import { partnerAccess } from '../../shared/access/access.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(getPartnerAccess, [], async ({ access, find }) => {
  const partner = await find(partnerRecord, access)
  if (!partner) throw new Error('An access names a partner that is not there')
  return { answer: partnerAccess(access, partner, access.version) }
})
