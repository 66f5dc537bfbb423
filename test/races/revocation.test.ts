import { handler as revoke } from '../../functions/access/revoke-access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { call } from '../support/describe/call.ts'
import { raceLoss } from './losing-a-customer.ts'

raceLoss('a revocation (R60)', {
  code: 'access-revoked',
  ofRemoved: 'customer-not-found',
  lose: ({ superAdmin, customerId }) => call(revokeAccess, revoke, superAdmin, { customerId }),
})
