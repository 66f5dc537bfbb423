import * as z from 'zod'
import { PartnerId, PayoutId, PersonId } from '../kernel/id.ts'
import { Currency, Money, money } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Transitions } from '../kernel/transitions.ts'
import type { Partner } from '../partners/partner.ts'

/** What has become of a payout; `paid` and `rejected` are final (R48). */
export const PayoutState = /* @__PURE__ */ z
  .enum(['requested', 'approved', 'paid', 'rejected'])
  .meta({ id: 'PayoutState' })
export type PayoutState = z.infer<typeof PayoutState>

/** Which states may follow which (R48). */
export const payoutTransitions = {
  requested: ['approved', 'rejected'],
  approved: ['paid', 'rejected'],
  paid: [],
  rejected: [],
} as const satisfies Transitions<PayoutState>

const inEveryState = {
  payoutId: PayoutId,
  partnerId: PartnerId,
  requestedBy: PersonId,
  currency: Currency,
  /** In minor units. */
  amount: z.int(),
  /** As the partner wrote it. */
  invoiceReference: z.string(),
  requestedAt: Instant,
}
const approval = { approvedAt: Instant, approvedBy: PersonId }

/** Commission that a partner has asked to be paid out, against its invoice (R48). */
export const Payout = /* @__PURE__ */ z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('requested') }),
  z.object({ ...inEveryState, state: z.literal('approved'), ...approval }),
  z.object({ ...inEveryState, state: z.literal('paid'), ...approval, paidAt: Instant, paidBy: PersonId }),
  z.object({
    ...inEveryState,
    state: z.literal('rejected'),
    approvedAt: Instant.optional(),
    approvedBy: PersonId.optional(),
    rejectedAt: Instant,
    rejectedBy: PersonId,
    reason: z.string(),
  }),
])
export type Payout = z.infer<typeof Payout>
export type PayoutIn<S extends PayoutState> = Extract<Payout, { state: S }>

export const payoutNotFound = /* @__PURE__ */ problem('payout-not-found', {
  kind: 'missing',
  title: 'There is no such payout',
  advice: 'Choose a payout from the list.',
})
export const payoutNotRequested = /* @__PURE__ */ problem(
  'payout-not-requested',
  {
    kind: 'conflict',
    title: 'The payout does not wait for an approval',
    advice: 'Only a payout that is requested is approved, and once.',
  },
  { state: PayoutState },
)
export const payoutNotApproved = /* @__PURE__ */ problem(
  'payout-not-approved',
  {
    kind: 'conflict',
    title: 'The payout does not wait for its payment',
    advice: 'Only a payout that is approved is marked as paid, and once.',
  },
  { state: PayoutState },
)
export const payoutClosed = /* @__PURE__ */ problem(
  'payout-closed',
  {
    kind: 'conflict',
    title: 'The payout is paid or rejected already',
    advice: 'Nothing about it can be changed any more.',
  },
  { state: PayoutState },
)
export const fourEyes = /* @__PURE__ */ problem('four-eyes', {
  kind: 'forbidden',
  title: 'One person alone does not ask for, approve and pay a payout',
  advice: 'Ask another member of finance.',
})
export const payoutsFrozen = /* @__PURE__ */ problem('payouts-frozen', {
  kind: 'conflict',
  title: 'Nothing is paid out to a deactivated partner',
  advice: 'Reject the payout, or wait until support has reactivated the partner.',
})
export const clawBackOutstanding = /* @__PURE__ */ problem('claw-back-outstanding', {
  kind: 'conflict',
  title: 'Refunds have taken back more commission than is available',
  advice: 'Wait until released commission has made up for it.',
})
export const invoiceAlreadyUsed = /* @__PURE__ */ problem('invoice-already-used', {
  kind: 'conflict',
  title: 'The invoice is named by another payout of yours',
  advice: 'Name another invoice; the reference is free again once that payout is rejected.',
})
export const insufficientAvailable = /* @__PURE__ */ problem(
  'insufficient-available',
  {
    kind: 'conflict',
    title: 'Less commission is available than is asked for',
    advice: 'Ask for what is available, or less.',
  },
  { available: Money },
)
export const belowThreshold = /* @__PURE__ */ problem(
  'below-threshold',
  {
    kind: 'conflict',
    title: 'The amount is below the least that is paid out',
    advice: 'Ask for more, or wait until more commission is available.',
  },
  { threshold: Money },
)

interface Redeeming {
  readonly currency: Currency
  /** In minor units. */
  readonly available: number
  readonly threshold: number
  readonly isInvoiceUsed: boolean
}

/** How much is paid out, in minor units: all that is available unless told; from what is available only, and at or above the threshold (R48). */
export const redeemable = (
  asked: number | undefined,
  { currency, available, threshold, isInvoiceUsed }: Redeeming,
): number => {
  if (available < 0) throw clawBackOutstanding()
  if (isInvoiceUsed) throw invoiceAlreadyUsed()
  const amount = asked ?? available
  if (amount > available) throw insufficientAvailable({ available: money(available, currency) })
  if (amount < threshold) throw belowThreshold({ threshold: money(threshold, currency) })
  return amount
}

/** Refuses to approve or pay while the partner is deactivated (R8), or while claw-backs leave less than nothing available (R48). */
export const refuseFrozen = ({ status }: Pick<Partner, 'status'>, available: number): void => {
  if (status !== 'active') throw payoutsFrozen()
  if (available < 0) throw clawBackOutstanding()
}

/** Approves it, which its requester may not do (R48). */
export const approve = (payout: Payout, by: PersonId, at: Instant): PayoutIn<'approved'> => {
  if (payout.state !== 'requested') throw payoutNotRequested({ state: payout.state })
  if (payout.requestedBy === by) throw fourEyes()
  return { ...payout, state: 'approved', approvedAt: at, approvedBy: by }
}

/** Marks it as paid, which neither its requester nor its approver may do (R48). */
export const markPaid = (payout: Payout, by: PersonId, at: Instant): PayoutIn<'paid'> => {
  if (payout.state !== 'approved') throw payoutNotApproved({ state: payout.state })
  if (payout.requestedBy === by || payout.approvedBy === by) throw fourEyes()
  return { ...payout, state: 'paid', paidAt: at, paidBy: by }
}

/** Rejects it with a reason for the partner, which then has its amount and its invoice reference back (R48). */
export const reject = (
  payout: Payout,
  { by, reason }: { readonly by: PersonId; readonly reason: string },
  at: Instant,
): PayoutIn<'rejected'> => {
  if (payout.state === 'paid' || payout.state === 'rejected') throw payoutClosed({ state: payout.state })
  return { ...payout, state: 'rejected', rejectedAt: at, rejectedBy: by, reason }
}

/** A payout as its partner sees it: no person is named. */
export const PayoutView = /* @__PURE__ */ z
  .strictObject({
    payoutId: PayoutId,
    state: PayoutState,
    amount: Money,
    invoiceReference: z.string(),
    requestedAt: Instant,
    approvedAt: Instant.optional(),
    paidAt: Instant.optional(),
    rejectedAt: Instant.optional(),
    reason: z.string().optional().meta({ description: 'Why it is rejected' }),
  })
  .meta({ id: 'Payout' })
export type PayoutView = z.infer<typeof PayoutView>

/** The payout as its partner sees it. */
export const payoutView = (payout: Payout): PayoutView => {
  const { payoutId, state, amount, currency, invoiceReference, requestedAt } = payout
  const shown = { payoutId, state, amount: money(amount, currency), invoiceReference, requestedAt }
  switch (payout.state) {
    case 'requested':
      return shown
    case 'approved':
      return { ...shown, approvedAt: payout.approvedAt }
    case 'paid':
      return { ...shown, approvedAt: payout.approvedAt, paidAt: payout.paidAt }
    case 'rejected': {
      const { approvedAt, rejectedAt, reason } = payout
      return { ...shown, ...(approvedAt ? { approvedAt } : {}), rejectedAt, reason }
    }
  }
}

/** A payout as finance sees it, with the partner to whom it is paid. */
export const StaffPayout = /* @__PURE__ */ z
  .strictObject({ ...PayoutView.shape, partnerId: PartnerId })
  .meta({ id: 'StaffPayout' })
export type StaffPayout = z.infer<typeof StaffPayout>

/** The payout as finance sees it. */
export const staffPayout = (payout: Payout): StaffPayout => ({
  ...payoutView(payout),
  partnerId: payout.partnerId,
})
