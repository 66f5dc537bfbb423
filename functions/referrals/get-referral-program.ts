import { getReferralProgram } from '../../shared/referrals/contract.ts'
import { referralProgramRecord } from '../../shared/referrals/records.ts'
import { noReferrals, referralProgramView } from '../../shared/referrals/referral.ts'
import { serveReserved } from '../edge/serve-managed.ts'

const reads = { stored: referralProgramRecord }

export const handler = serveReserved(getReferralProgram, reads, ({ customer, stored }) => ({
  answer: referralProgramView(stored ?? noReferrals(customer.customerId)),
}))
