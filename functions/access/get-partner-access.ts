import { isOfPartner, partnerAccess } from '../../shared/access/access.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(getPartnerAccess, async ({ access, get }) => ({
  answer: partnerAccess(
    access,
    isOfPartner(access) ? await get(partnerRecord, access) : undefined,
    access.version,
  ),
}))
