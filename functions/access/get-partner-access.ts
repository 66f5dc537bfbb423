import { partnerAccess } from '../../shared/access/access.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { transferShown } from '../../shared/mapping/transfer-view.ts'
import { managingOf } from '../edge/managing.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(getPartnerAccess, async (request) => {
  const { access } = request
  const { partner, transfer } = await managingOf(request)
  return {
    answer: {
      ...partnerAccess(access, partner, access.version),
      ...(transfer ? { transfer: transferShown(transfer) } : {}),
    },
  }
})
