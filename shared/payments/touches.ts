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

/** What recording the outcome of a refund writes. */
export const REFUNDING = {
  puts: ['billing', 'customer', 'payment', 'paymentRow', 'refund', 'subscriptionEvent', 'ledgerEvent'],
  updates: ['customerRow', 'ledgerBalance', 'ledgerMonth', 'redeemableBalance'],
  deletes: ['refundResolveDue', 'paymentRetryDue', 'graceEndDue'],
  checks: ['customer'],
  mails: ['payment-refunded', 'commission-clawed-back', 'fell-to-free'],
} as const

/** What recording either writes. */
export const SETTLING = {
  puts: [...RECORDING.puts, 'refund'],
  updates: [...RECORDING.updates, 'redeemableBalance'],
  deletes: [...RECORDING.deletes, 'refundResolveDue'],
  checks: ['customer'],
  mails: [...RECORDING.mails, 'payment-refunded', 'commission-clawed-back'],
} as const
