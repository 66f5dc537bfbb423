import { accessRecord } from '../../access/records.ts'
import { accessRevoked } from '../../kernel/problems.ts'
import type { Gate } from '../gate.ts'
import { isOnCustomer, rolesOf } from '../operation.ts'

/** The organisation gives its partner access; after a revocation the partner is refused all operations but those that it keeps (R60, R63). */
export const access: Gate<'access'> = {
  applies: (declaration) =>
    isOnCustomer(declaration) &&
    rolesOf(declaration).includes('partner-admin') &&
    !declaration.keptAfterRevocation,
  reads: [],
  checks: ['access'],
  refuses: () => [accessRevoked],
  admit: ({ access }, _declaration, capacity) => {
    if (capacity?.actsAs === 'partner-admin' && access?.status === 'revoked')
      throw accessRevoked({ revokedAt: access.since })
    return capacity
  },
  conditionsOf: ({ access }, { actsAs }) =>
    actsAs === 'partner-admin' && access ? [accessRecord.unchanged(access)] : [],
}
