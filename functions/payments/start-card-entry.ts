import { startCardEntry } from '../../shared/payments/contract.ts'
import { cardOwner } from '../../shared/payments/profile.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { findPayer } from '../edge/payer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'
import { openCardEntry } from '../outside/payments/card-entry.ts'
import { storePage } from '../outside/store-page.ts'

export const handler = servePartnerOnCustomer(
  startCardEntry,
  async ({ customer, input: { cardType }, digest, find }) => {
    const ownerId = cardOwner(cardType, customer)
    const { providerCustomer, kept } = await findPayer({ find }, ownerId)
    const page = await fromProvider(
      openCardEntry({
        providerCustomer,
        returnUrl: storePage(customer.customerId),
        key: `entry-${digest}-${providerCustomer}`,
      }),
    )
    return { answer: page, changes: [kept] }
  },
)
