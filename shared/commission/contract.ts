import * as z from 'zod'
import { http, inStore, operation } from '../declaration/operation.ts'
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
