import * as z from 'zod'
import { http, inStore, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { days, inOrder } from '../kernel/days.ts'
import { PayoutId } from '../kernel/id.ts'
import { MovedMoney } from '../kernel/money.ts'
import { Line, Paragraph } from '../kernel/text.ts'
import { CommissionView } from './commission.ts'
import { CommissionEntry } from './entry.ts'
import {
  belowThreshold,
  clawBackOutstanding,
  fourEyes,
  insufficientAvailable,
  invoiceAlreadyUsed,
  payoutClosed,
  payoutNotApproved,
  payoutNotFound,
  payoutNotRequested,
  payoutsFrozen,
  PayoutState,
  PayoutView,
  StaffPayout,
} from './payout.ts'

export const getCommission = /* @__PURE__ */ operation('getCommission', () => ({
  summary: 'Read what your commission amounts to, by where it is, and your terms',
  rules: ['R44', 'R47', 'R48', 'R63'],
  on: http('GET', '/commission'),
  ...inStore,
  reads: ['ledgerBalance', 'redeemableBalance'],
  input: z.strictObject({}),
  output: CommissionView,
}))

export const listCommissionEntries = /* @__PURE__ */ operation('listCommissionEntries', () => ({
  summary: 'List what your commission came from and went to, newest first; each entry explains itself',
  rules: ['R46', 'R47', 'R48', 'R63'],
  on: http('GET', '/commission/entries'),
  ...inStore,
  lists: ['ledgerEvent/listing'],
  needs: ['cursors'],
  input: z.strictObject({ ...days('Entries'), ...pageInput }).superRefine(inOrder),
  output: pageOf(CommissionEntry),
}))

export const releaseCommission = /* @__PURE__ */ operation('releaseCommission', () => ({
  summary: 'Release the commissions whose hold has ended, each once, as far as refunds have left them',
  rules: ['R8', 'R47'],
  on: schedule('rate(15 minutes)'),
  reads: ['payment'],
  lists: ['commissionReleaseDue/due'],
  puts: ['payment', 'ledgerEvent', 'commissionReleaseDue'],
  updates: ['ledgerBalance', 'ledgerMonth', 'redeemableBalance'],
  deletes: ['commissionReleaseDue'],
  timeoutSeconds: 300,
}))

export const requestPayout = /* @__PURE__ */ operation('requestPayout', () => ({
  summary: 'Ask for commission to be paid out against your invoice',
  rules: ['R8', 'R48', 'R63'],
  on: http('POST', '/commission/payouts', 201),
  ...inStore,
  idempotencyKey: 'required',
  reads: ['redeemableBalance', 'invoiceReference', 'partner'],
  puts: ['payout', 'payoutRow', 'invoiceReference', 'ledgerEvent', 'outboxEntry'],
  updates: ['redeemableBalance', 'ledgerMonth'],
  input: z.strictObject({
    amount: MovedMoney.meta({
      id: 'PayoutAmount',
      description: 'All that is available unless told',
    }).optional(),
    invoiceReference: Line(100).meta({ examples: ['INV-2027-001'] }),
  }),
  output: PayoutView,
  problems: [clawBackOutstanding, invoiceAlreadyUsed, insufficientAvailable, belowThreshold],
}))

export const listPayouts = /* @__PURE__ */ operation('listPayouts', () => ({
  summary: 'List your payouts, newest first',
  rules: ['R48', 'R63'],
  on: http('GET', '/commission/payouts'),
  ...inStore,
  lists: ['payoutRow'],
  needs: ['cursors'],
  input: z.strictObject({ ...pageInput }),
  output: pageOf(PayoutView),
}))

export const listStaffPayouts = /* @__PURE__ */ operation('listStaffPayouts', () => ({
  summary: 'List the payouts in a state, oldest first',
  rules: ['R48'],
  on: http('GET', '/staff/payouts'),
  allow: ['finance'],
  lists: ['payout/listing'],
  needs: ['cursors'],
  input: z.strictObject({ state: PayoutState.default('requested'), ...pageInput }),
  output: pageOf(StaffPayout),
}))

export const approvePayout = /* @__PURE__ */ operation('approvePayout', () => ({
  summary: 'Approve a payout that somebody else has asked for',
  rules: ['R8', 'R48'],
  on: http('POST', '/staff/payouts/{payoutId}/approval'),
  allow: ['finance'],
  idempotencyKey: 'required',
  reads: ['payout', 'partner', 'redeemableBalance'],
  puts: ['payout', 'payoutRow'],
  checks: ['partner', 'redeemableBalance'],
  input: z.strictObject({ payoutId: PayoutId }),
  output: StaffPayout,
  problems: [payoutNotFound, payoutNotRequested, payoutsFrozen, clawBackOutstanding, fourEyes],
}))

export const rejectPayout = /* @__PURE__ */ operation('rejectPayout', () => ({
  summary: 'Reject a payout with a reason, which gives its amount and its invoice reference back',
  rules: ['R8', 'R48'],
  on: http('POST', '/staff/payouts/{payoutId}/rejection'),
  allow: ['finance'],
  idempotencyKey: 'required',
  reads: ['payout'],
  puts: ['payout', 'payoutRow', 'ledgerEvent', 'outboxEntry'],
  updates: ['redeemableBalance', 'ledgerMonth'],
  deletes: ['invoiceReference'],
  input: z.strictObject({ payoutId: PayoutId, reason: Paragraph(500) }),
  output: StaffPayout,
  problems: [payoutNotFound, payoutClosed],
}))

export const markPayoutPaid = /* @__PURE__ */ operation('markPayoutPaid', () => ({
  summary: 'Mark a payout as paid that two others have asked for and approved',
  rules: ['R8', 'R48'],
  on: http('POST', '/staff/payouts/{payoutId}/payment'),
  allow: ['finance'],
  idempotencyKey: 'required',
  reads: ['payout', 'partner', 'redeemableBalance'],
  puts: ['payout', 'payoutRow', 'ledgerEvent', 'outboxEntry'],
  updates: ['redeemableBalance', 'ledgerMonth'],
  checks: ['partner'],
  input: z.strictObject({ payoutId: PayoutId }),
  output: StaffPayout,
  problems: [payoutNotFound, payoutNotApproved, payoutsFrozen, clawBackOutstanding, fourEyes],
}))
