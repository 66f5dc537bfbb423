import type { CustomerId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { ReferralProgram } from './referral.ts'

/** Absent until the first referral; at most 25 are one item. */
export const referralProgramRecord = /* @__PURE__ */ entity({
  kind: 'referralProgram',
  schema: ReferralProgram,
  key: ({ customerId }: { readonly customerId: CustomerId }) => ({
    pk: `REFERRALS#${customerId}`,
    sk: 'PROGRAM',
  }),
  loggedFor: ({ customerId }) => customerId,
})
