import { decideChange } from '../../shared/billing/change.ts'
import { accountOf } from '../../shared/billing/changes.ts'
import { quoteSubscription } from '../../shared/billing/contract.ts'
import { quoteOf, refuseOtherCharge } from '../../shared/billing/quote.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { activeSeats } from '../../shared/users/seats.ts'
import { seatsRecord } from '../../shared/users/records.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord, seats: seatsRecord }

export const handler = servePartnerOnCustomer(
  quoteSubscription,
  reads,
  ({ customer, billing, seats, input, now: at }) => {
    const { customerId: _asked, expectedCharge, cardType = billing?.profile?.cardType, ...wish } = input
    const account = accountOf({ customer, billing })
    const pricing = { terms: DEFAULT_TERMS, cardType, at }
    const active = activeSeats(seats ?? { active: 0 }, customer, at)
    const quote = quoteOf(decideChange(account, wish, { ...pricing, activeSeats: active }), account, pricing)
    refuseOtherCharge(quote, expectedCharge)
    return { answer: quote }
  },
)
