import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, ReferralId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Name } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'

const MOST_REFERRALS = 25

/** Whom an organisation refers, as it is entered: another organisation and whom to talk to there. */
export const referralMembers = () => ({
  organizationName: Name(200),
  contactName: Name(200),
  contactEmail: EmailAddress,
})

/** An organisation that was referred; nobody there is mailed. */
const Referral = z.object({
  referralId: ReferralId,
  organizationName: z.string(),
  contactName: z.string(),
  contactEmail: EmailAddress,
  referredAt: Instant,
})
type Referral = z.infer<typeof Referral>

/** Whom an organisation has referred, the newest first (R54). */
export const ReferralProgram = z.object({ customerId: CustomerId, referrals: z.array(Referral) })
export type ReferralProgram = z.infer<typeof ReferralProgram>

export const referralsExhausted = /* @__PURE__ */ problem(
  'referrals-exhausted',
  {
    kind: 'conflict',
    title: 'The organisation has used all its referrals',
    advice: 'No further organisation can be referred.',
  },
  { most: /* @__PURE__ */ z.int() },
)

/** What an organisation has before its first referral. */
export const noReferrals = (customerId: CustomerId): ReferralProgram => ({ customerId, referrals: [] })

/** How many more can be referred. */
export const referralsLeft = ({ referrals }: ReferralProgram): number =>
  Math.max(0, MOST_REFERRALS - referrals.length)

/** Refers one more organisation. */
export const refer = (
  program: ReferralProgram,
  referral: Omit<Referral, 'referredAt'>,
  at: Instant,
): ReferralProgram => {
  if (referralsLeft(program) === 0) throw referralsExhausted({ most: MOST_REFERRALS })
  return { ...program, referrals: [{ ...referral, referredAt: at }, ...program.referrals] }
}

/** The referrals as shown, the newest first, and how many more there can be. */
export const ReferralProgramView = /* @__PURE__ */ z
  .strictObject({
    items: /* @__PURE__ */ z.array(/* @__PURE__ */ z.strictObject(Referral.shape)),
    referralsLeft: /* @__PURE__ */ z.int(),
  })
  .meta({ id: 'ReferralProgram' })

/** The program as shown. */
export const referralProgramView = (program: ReferralProgram): z.input<typeof ReferralProgramView> => ({
  items: program.referrals,
  referralsLeft: referralsLeft(program),
})

/** A referral that was made, and how many are left. */
export const ReferralMade = /* @__PURE__ */ z
  .strictObject({ ...Referral.shape, referralsLeft: /* @__PURE__ */ z.int() })
  .meta({ id: 'ReferralMade' })
