import type { Change, Stored } from '../table/record.ts'
import { referralProgramRecord } from './records.ts'
import type { ReferralProgram } from './referral.ts'

/** The newest referral of a program; whom it names stands in the log alone. */
export const referred = (
  stored: Stored<ReferralProgram> | undefined,
  next: ReferralProgram,
): Change<'referralProgram'> => {
  const { referralId, ...after } = { ...next.referrals[0] }
  const event = { action: 'organization.referred', details: { referralId }, after } as const
  return stored
    ? referralProgramRecord.replace(stored, next, event)
    : referralProgramRecord.create(next, event)
}
