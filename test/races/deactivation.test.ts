import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import { call } from '../support/describe/call.ts'
import { raceLoss } from './losing-a-customer.ts'

raceLoss('a deactivation (R8)', {
  code: 'partner-deactivated',
  lose: ({ support, partnerId }) =>
    call(deactivatePartner, deactivate, support, { partnerId, reason: 'Unpaid.' }),
})
