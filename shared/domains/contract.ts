import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { http, operation } from '../declaration/operation.ts'
import { Instant } from '../kernel/time.ts'
import { customerExists } from '../customers/customer.ts'
import { TrialEndReason } from '../trials/trial.ts'
import { Diagnosis, VerificationMethod, VerificationRecord } from './verification.ts'

const state = {
  customerId: CustomerId,
  domain: z.string(),
  verified: z.boolean(),
  verifiedAt: Instant.optional(),
  method: VerificationMethod.optional(),
  trialEndReason: TrialEndReason.optional().meta({
    description: '`used-before`: another trial of the domain counts, so the trial of this customer has ended',
  }),
}

export const getDomainVerification = /* @__PURE__ */ operation('getDomainVerification', () => ({
  summary: 'See the records of which one proves the domain',
  rules: ['R20'],
  on: http('GET', '/console/customers/{customerId}/domain/verification'),
  allow: ['partner-admin'],
  surface: 'console',
  input: z.strictObject({ customerId: CustomerId }),
  output: z.strictObject({ ...state, records: z.array(VerificationRecord) }),
}))

export const verifyDomain = /* @__PURE__ */ operation('verifyDomain', () => ({
  summary: 'Ask DNS whether the record, or the web server whether the file, is published',
  rules: ['R11', 'R16', 'R18', 'R20', 'R21', 'R22', 'R23', 'R30'],
  on: http('POST', '/console/customers/{customerId}/domain/verification'),
  allow: ['partner-admin'],
  surface: 'console',
  reads: ['domainTrial', 'partner'],
  puts: ['customer', 'user', 'userAddress', 'seats', 'domainOwner', 'domainTrial', 'outboxEntry'],
  updates: ['customerRow', 'claimCount'],
  deletes: ['domainClaim', 'claimWarningDue', 'claimLapseDue', 'trialEndDue', 'trialReminderDue'],
  mails: ['domain-verified', 'trial-used-before'],
  needs: ['dns'],
  input: z.strictObject({ customerId: CustomerId, method: VerificationMethod }),
  output: z.strictObject({ ...state, diagnosis: Diagnosis.optional() }),
  problems: [customerExists],
}))
