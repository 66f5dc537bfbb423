import { requestPayout } from '../../shared/commission/contract.ts'
import { availableOf, payoutRequested } from '../../shared/commission/changes.ts'
import { invoiceOf, invoiceReferenceRecord } from '../../shared/commission/records.ts'
import { payoutView, redeemable, type PayoutIn } from '../../shared/commission/payout.ts'
import { termsOf } from '../../shared/commission/terms.ts'
import { PayoutId } from '../../shared/kernel/id.ts'
import { redeemableBalanceRecord } from '../../shared/ledger/records.ts'
import { tellFinance } from '../../shared/notifications/mail.ts'
import { moneyWord } from '../../shared/notifications/money-word.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { servePartner } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

export const handler = servePartner(requestPayout, async ({ input, caller, person, find, get, now }) => {
  const { partnerId, personId } = caller
  const { invoiceReference } = input
  const currency = input.amount?.currency ?? 'USD'
  const [balance, used, partner] = await Promise.all([
    find(redeemableBalanceRecord, { partnerId, currency }),
    find(invoiceReferenceRecord, invoiceOf({ partnerId, invoiceReference })),
    get(partnerRecord, { partnerId }),
  ])
  const amount = redeemable(input.amount?.minor, {
    currency,
    available: availableOf(balance),
    threshold: termsOf(person).threshold,
    isInvoiceUsed: used !== undefined,
  })
  const payout: PayoutIn<'requested'> = {
    payoutId: newId(PayoutId, 'pyo', now),
    partnerId,
    requestedBy: personId,
    state: 'requested',
    currency,
    amount,
    invoiceReference,
    requestedAt: now,
  }
  const shown = payoutView(payout)
  return {
    answer: shown,
    changes: payoutRequested(payout),
    outbox: [
      tellFinance('team-payout-requested', {
        partnerName: partner.company.name,
        amount: moneyWord(shown.amount),
        invoiceReference,
      }),
    ],
  }
})
