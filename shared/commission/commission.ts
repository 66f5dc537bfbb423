import * as z from 'zod'
import { Currency, Money, money } from '../kernel/money.ts'
import type { AccountName } from '../ledger/event.ts'
import { PartnerTerms, termsView, type Terms } from './terms.ts'

/** What a partner's commission amounts to in a currency, by where it is, and by which terms it earns (R44, R47). */
export const CommissionView = /* @__PURE__ */ z
  .strictObject({
    currency: Currency,
    held: Money.meta({ description: 'Earned, and not released for payout yet' }),
    available: Money.meta({ description: 'To be paid out when asked for' }),
    reserved: Money.meta({ description: 'Asked for, and not paid out yet' }),
    paidOut: Money,
    terms: PartnerTerms,
  })
  .meta({ id: 'Commission' })

/** The balances of a partner as it sees them: what is owed to it is a credit, which is shown as a positive amount. */
export const commissionView = (
  balances: Readonly<Record<AccountName, number>>,
  terms: Terms,
  currency: Currency,
): z.input<typeof CommissionView> => {
  const owed = (account: AccountName): Money => money(0 - balances[account], currency)
  return {
    currency,
    held: owed('held'),
    available: owed('available'),
    reserved: owed('reserved'),
    paidOut: owed('paidOut'),
    terms: termsView(terms, currency),
  }
}
