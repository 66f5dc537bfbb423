import { isOfPartner } from '../../shared/access/access.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { getOrganization } from '../../shared/organizations/contract.ts'
import { organization } from '../../shared/organizations/organization.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(getOrganization, async ({ customer, access, get, now }) => {
  const { transferId, version } = customer
  const [partner, transfer] = await Promise.all([
    isOfPartner(access) ? get(partnerRecord, access) : undefined,
    transferId ? get(transferRecord, { transferId }) : undefined,
  ])
  return { answer: organization(customer, access, { partner, transfer }, version, now) }
})
