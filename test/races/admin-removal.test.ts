import { handler as setAdmins } from '../../functions/partners/set-partner-admins.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import { call } from '../support/describe/call.ts'
import { raceLoss } from './losing-a-customer.ts'

raceLoss('the removal of an admin (R9)', {
  code: 'role-required',
  lose: ({ support, partnerId, admins }) => {
    const remaining = admins.slice(1).map(({ email }) => email)
    return call(setPartnerAdmins, setAdmins, support, { partnerId, admins: remaining }, { ifMatch: '"1"' })
  },
})
