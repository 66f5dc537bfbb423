import { world } from '../../../functions/outside/world.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { ReferralId, type CustomerId } from '../../../shared/kernel/id.ts'
import { referred } from '../../../shared/referrals/changes.ts'
import { referralProgramRecord } from '../../../shared/referrals/records.ts'
import { noReferrals, refer } from '../../../shared/referrals/referral.ts'
import { reader } from '../../../shared/table/reader.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** A referral of an organisation. */
export const referral = async (
  customerId: CustomerId,
  organizationName = 'Friends Company',
): Promise<void> => {
  const stored = await reader(world.table).find(referralProgramRecord, { customerId })
  const made = {
    referralId: ReferralId.parse(`ref_${newUlid()}`),
    organizationName,
    contactName: 'Somchai',
    contactEmail: EmailAddress.parse('somchai@friends.example.com'),
  }
  const program = refer(stored ?? noReferrals(customerId), made, await now())
  await commit(referred(stored, program))
}
