/** What a test card does: when it is given to a payer, when it is entered at the page, and when it is charged without its owner. */
export interface TestCard {
  readonly brand: string
  readonly last4: string
  /** What the page says of it. */
  readonly is: string
  /** The code of its refusal when it is given to a payer or entered. */
  readonly refusedAtEntry?: string
  /** Whether its bank wants to hear its owner when it is entered. */
  readonly asksAtEntry?: true
  /** The code of its refusal when it is charged; one that was confirmed at the page is only refused where `always`. */
  readonly refusedAtCharge?: { readonly code: string; readonly always: boolean }
  /** Whether a refund to it is not through at once. */
  readonly refundsLate?: true
}

const declining = (last4: string, code: string, is: string): TestCard => ({
  brand: 'visa',
  last4,
  is,
  refusedAtEntry: code,
  refusedAtCharge: { code, always: true },
})

/** The provider's test cards by their tokens, as its documentation names them. */
export const TEST_CARDS: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { brand: 'visa', last4: '4242', is: 'is charged' },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444', is: 'is charged' },
  pm_card_amex: { brand: 'amex', last4: '8431', is: 'is charged' },
  pm_card_authenticationRequiredOnSetup: {
    brand: 'visa',
    last4: '3155',
    is: 'asks its owner once, when it is entered',
    asksAtEntry: true,
    refusedAtCharge: { code: 'authentication_required', always: false },
  },
  pm_card_authenticationRequired: {
    brand: 'visa',
    last4: '3184',
    is: 'asks its owner always: later charges are refused',
    asksAtEntry: true,
    refusedAtCharge: { code: 'authentication_required', always: true },
  },
  pm_card_chargeCustomerFail: {
    brand: 'visa',
    last4: '0341',
    is: 'can be entered; charges are refused',
    refusedAtCharge: { code: 'generic_decline', always: true },
  },
  pm_card_pendingRefund: {
    brand: 'visa',
    last4: '7726',
    is: 'is charged; refunds wait until they are settled',
    refundsLate: true,
  },
  pm_card_chargeDeclined: declining('0002', 'generic_decline', 'is refused'),
  pm_card_chargeDeclinedInsufficientFunds: declining(
    '9995',
    'insufficient_funds',
    'is refused, for lack of money',
  ),
  pm_card_chargeDeclinedExpiredCard: declining('0069', 'expired_card', 'is refused, as expired'),
  pm_card_chargeDeclinedProcessingError: declining('0119', 'processing_error', 'is refused, by a fault'),
}

/** What of a refusal is its code of its own; all others are kinds of `card_declined`. */
const OWN_CODES = ['authentication_required', 'expired_card', 'processing_error']

/** How the provider names a refusal: its code, and more closely the bank's. */
export const declineCodes = (code: string) => ({
  code: OWN_CODES.includes(code) ? code : 'card_declined',
  decline_code: code,
})
