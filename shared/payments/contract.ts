import { operation, schedule } from '../declaration/operation.ts'

export const resolvePayments = /* @__PURE__ */ operation('resolvePayments', () => ({
  summary: 'Find out what became of charges whose answer was lost, and record it',
  rules: ['R36', 'R41', 'R44', 'R45', 'R47'],
  on: schedule('rate(1 minute)'),
  reads: ['billing', 'customer', 'payment', 'restoration'],
  lists: ['paymentResolveDue/due'],
  puts: [
    'billing',
    'customer',
    'payment',
    'paymentRow',
    'paymentResolveDue',
    'renewalDue',
    'renewalNoticeDue',
    'paymentRetryDue',
    'graceEndDue',
    'ledgerEvent',
  ],
  updates: ['customerRow', 'ledgerBalance'],
  deletes: ['paymentResolveDue', 'paymentRetryDue', 'graceEndDue', 'trialEndDue', 'trialReminderDue'],
  needs: ['payments'],
  mails: [
    'payment-receipt',
    'payment-declined',
    'subscription-changed',
    'subscription-past-due',
    'fell-to-free',
  ],
  timeoutSeconds: 300,
}))
