import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId } from '../kernel/id.ts'
import { ReferralMade, referralMembers, ReferralProgramView, referralsExhausted } from './referral.ts'

export const getReferralProgram = /* @__PURE__ */ operation('getReferralProgram', () => ({
  summary: 'See which organisations were referred, newest first',
  rules: ['R51', 'R54'],
  on: http('GET', '/organizations/{customerId}/referrals'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'useReferralProgram' },
  reads: ['referralProgram'],
  input: z.strictObject({ customerId: CustomerId }),
  output: ReferralProgramView,
}))

export const useReferralProgram = /* @__PURE__ */ operation('useReferralProgram', () => ({
  summary: 'Refer another organisation, up to 25; nobody is mailed',
  rules: ['R51', 'R54'],
  on: http('POST', '/organizations/{customerId}/referrals', 201),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'useReferralProgram' },
  idempotencyKey: 'accepted',
  reads: ['referralProgram'],
  puts: ['referralProgram'],
  input: z.strictObject({ customerId: CustomerId, ...referralMembers() }),
  output: ReferralMade,
  problems: [referralsExhausted],
}))
