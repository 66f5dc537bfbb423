import { isOfPartner, type Access } from '../../shared/access/access.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'

interface OfOrganization extends Pick<ItemReader<'partner' | 'transfer', never>, 'get'> {
  readonly customer: Customer
  readonly access: Access
}

/** Who manages an organisation, and its transfer while one is open, in one round trip (R14, R16). */
export const managingOf = async ({ customer: { transferId }, access, get }: OfOrganization) => {
  const [partner, transfer] = await Promise.all([
    isOfPartner(access) ? get(partnerRecord, access) : undefined,
    transferId ? get(transferRecord, { transferId }) : undefined,
  ])
  return { partner, transfer }
}
