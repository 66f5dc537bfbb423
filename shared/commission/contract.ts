import * as z from 'zod'
import { http, inStore, operation, schedule } from '../declaration/operation.ts'
import { CommissionView } from './commission.ts'

export const getCommission = /* @__PURE__ */ operation('getCommission', () => ({
  summary: 'Read what your commission amounts to, by where it is, and your terms',
  rules: ['R44', 'R47', 'R63'],
  on: http('GET', '/commission'),
  ...inStore,
  reads: ['ledgerBalance'],
  input: z.strictObject({}),
  output: CommissionView,
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
