import { accessRecord } from '../../access/records.ts'
import { accessRevoked } from '../../kernel/problems.ts'
import type { Gate } from '../gate.ts'
import { admitsPartner, isOnCustomer, meetsPartner } from '../operation.ts'

/** The organisation gives its partner access; after a revocation the partner is refused all operations but those that it keeps, and those commit only while it still is the partner (R14, R60, R63). */
export const access: Gate<'access'> = {
  applies: (declaration) => isOnCustomer(declaration) && meetsPartner(declaration),
  reads: [],
  checks: (declaration) => (admitsPartner(declaration) ? ['access'] : []),
  refuses: ({ keptAfterRevocation }) => (keptAfterRevocation ? [] : [accessRevoked]),
  admit: ({ access }, { keptAfterRevocation }, capacity) => {
    if (!keptAfterRevocation && capacity?.actsAs === 'partner-admin' && access?.status === 'revoked')
      throw accessRevoked({ revokedAt: access.since })
    return capacity
  },
  conditionsOf: ({ access }, capacity, { keptAfterRevocation }) => {
    if (capacity.actsAs !== 'partner-admin' || !access) return []
    return keptAfterRevocation
      ? [accessRecord.check(access, { equals: { partnerId: capacity.partnerId } })]
      : [accessRecord.unchanged(access)]
  },
}
