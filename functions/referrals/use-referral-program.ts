import { ReferralId } from '../../shared/kernel/id.ts'
import { referred } from '../../shared/referrals/changes.ts'
import { useReferralProgram } from '../../shared/referrals/contract.ts'
import { referralProgramRecord } from '../../shared/referrals/records.ts'
import { noReferrals, refer, referralsLeft } from '../../shared/referrals/referral.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

const reads = { stored: referralProgramRecord }

export const handler = serveReserved(useReferralProgram, reads, ({ input, stored, now }) => {
  const { customerId, ...members } = input
  const referral = { ...members, referralId: newId(ReferralId, 'ref', now) }
  const program = refer(stored ?? noReferrals(customerId), referral, now)
  const [made] = program.referrals
  if (!made) throw new Error('A referral was made that is not there')
  return {
    answer: { ...made, referralsLeft: referralsLeft(program) },
    changes: [referred(stored, program)],
  }
})
