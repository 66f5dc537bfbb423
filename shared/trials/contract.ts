import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { http, operation, schedule } from '../declaration/operation.ts'
import { subscriptionNotFree } from '../subscriptions/plan.ts'
import {
  TrialOrder,
  trialAlreadyUsed,
  TrialBudget,
  trialExtensionsExhausted,
  trialNotRunning,
} from './trial.ts'

export const startTrial = /* @__PURE__ */ operation('startTrial', () => ({
  summary: 'Start the one trial of a customer',
  rules: ['R30', 'R33', 'R35', 'R37'],
  on: http('POST', '/console/customers/{customerId}/trial', 201),
  allow: ['partner-admin'],
  surface: 'console',
  idempotencyKey: 'required',
  puts: ['customer', 'domainTrial', 'trialEndDue', 'trialReminderDue'],
  updates: ['customerRow'],
  checks: ['domainTrial'],
  mails: ['trial-started'],
  input: z.strictObject({ customerId: CustomerId, ...TrialOrder.shape }),
  output: TrialBudget,
  problems: [subscriptionNotFree, trialAlreadyUsed],
}))

export const extendTrial = /* @__PURE__ */ operation('extendTrial', () => ({
  summary: 'Extend a running trial by 15 days',
  rules: ['R31', 'R32', 'R33'],
  on: http('POST', '/console/customers/{customerId}/trial/extensions'),
  allow: ['partner-admin'],
  surface: 'console',
  idempotencyKey: 'required',
  puts: ['customer', 'trialEndDue', 'trialReminderDue'],
  updates: ['customerRow'],
  mails: ['trial-extended'],
  input: z.strictObject({ customerId: CustomerId }),
  output: TrialBudget,
  problems: [trialNotRunning, trialExtensionsExhausted],
}))

const endingTrials = {
  reads: ['customer', 'partner'],
  lists: ['trialEndDue/due'],
  puts: ['customer', 'trialEndDue'],
  updates: ['customerRow'],
  deletes: ['trialEndDue', 'trialReminderDue'],
  mails: ['trial-ended'],
} as const

export const runTrialExpiry = /* @__PURE__ */ operation('runTrialExpiry', () => ({
  ...endingTrials,
  summary: 'Record the trials that have ended, now rather than at the next schedule',
  rules: ['R34'],
  on: http('POST', '/staff/jobs/expire-trials/runs'),
  allow: ['support'],
  input: z.strictObject({}),
  output: z.strictObject({
    recorded: z.int().meta({ description: 'Trials whose end was recorded' }),
    postponed: z
      .int()
      .meta({ description: 'Trials whose end could not be recorded and is tried again after ten minutes' }),
    more: z
      .boolean()
      .meta({ description: 'Whether the time was up before every due trial was read; if so, run it again' }),
  }),
}))

export const expireTrials = /* @__PURE__ */ operation('expireTrials', () => ({
  ...endingTrials,
  summary: 'Record the trials that have ended and mail both sides once',
  rules: ['R34'],
  on: schedule('rate(5 minutes)'),
  timeoutSeconds: 300,
}))

export const remindOfTrialEnd = /* @__PURE__ */ operation('remindOfTrialEnd', () => ({
  summary: 'Remind of trials that end in 7, 3 and 1 days',
  rules: ['R35'],
  on: schedule('rate(5 minutes)'),
  reads: ['customer', 'partner'],
  lists: ['trialReminderDue/due'],
  puts: ['trialReminderDue'],
  deletes: ['trialReminderDue'],
  checks: ['customer'],
  mails: ['trial-ends-soon'],
  timeoutSeconds: 300,
}))
