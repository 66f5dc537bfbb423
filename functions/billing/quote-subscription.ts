import { quoteSubscription } from '../../shared/billing/contract.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { termsOf } from '../../shared/commission/terms.ts'
import { seatsRecord } from '../../shared/users/records.ts'
import { decidedChange } from '../edge/decided-change.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord, seats: seatsRecord }

export const handler = servePartnerOnCustomer(
  quoteSubscription,
  reads,
  ({ customer, billing, seats, input, person, now }) => {
    const { customerId: _asked, cardType = billing?.profile?.cardType, ...change } = input
    const pricing = { cardType, terms: termsOf(person) }
    return { answer: decidedChange({ customer, billing, seats }, change, pricing, now).quote }
  },
)
