/** What recording the outcome of a charge writes, whatever it was for. */
export const RECORDING = {
  puts: [
    'billing',
    'customer',
    'payment',
    'paymentRow',
    'renewalDue',
    'renewalNoticeDue',
    'paymentRetryDue',
    'graceEndDue',
    'subscriptionEvent',
    'ledgerEvent',
    'commissionReleaseDue',
  ],
  updates: ['customerRow', 'ledgerBalance', 'ledgerMonth'],
  deletes: ['paymentResolveDue', 'paymentRetryDue', 'graceEndDue', 'trialEndDue', 'trialReminderDue'],
  mails: [
    'payment-receipt',
    'payment-declined',
    'subscription-changed',
    'subscription-past-due',
    'fell-to-free',
  ],
} as const
