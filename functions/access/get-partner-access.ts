import { isOfPartner, partnerAccess } from '../../shared/access/access.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { transferShown } from '../../shared/mapping/transfer.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(getPartnerAccess, async ({ customer, access, get }) => {
  const { transferId } = customer
  const [partner, transfer] = await Promise.all([
    isOfPartner(access) ? get(partnerRecord, access) : undefined,
    transferId ? get(transferRecord, { transferId }) : undefined,
  ])
  return {
    answer: {
      ...partnerAccess(access, partner, access.version),
      ...(transfer ? { transfer: transferShown(transfer) } : {}),
    },
  }
})
