import type { PaymentProfile } from '../../shared/billing/billing.ts'
import type { MappedCustomer } from '../../shared/customers/customer.ts'
import {
  cardOwner,
  cardUnusable,
  type ProfileWish,
  type UnusableReason,
} from '../../shared/payments/profile.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import { cardOfEntry, cardOfMethod, type UnusableCard } from '../outside/payments/card.ts'
import { fromProvider } from './from-provider.ts'
import { findPayer } from './payer.ts'

/** What a caller is told of a token; whether somebody else owns it is nothing to be learned. */
const told = ({ unusable }: UnusableCard): UnusableReason =>
  unusable === 'of-another-payer' ? 'unknown' : unusable

interface Wishing extends Pick<ItemReader<'payer', never>, 'find'> {
  readonly customer: MappedCustomer
  /** Names the request, so that repeating it gives the card to its owner once. */
  readonly digest: string | undefined
}

/** The card that is asked for, as the provider knows it, and what keeps its payer; refuses what is not the owner's to use (R43). */
export const profileWished = async (
  { cardType, entry, paymentMethod }: ProfileWish,
  { customer, digest, find }: Wishing,
): Promise<{ readonly profile: PaymentProfile; readonly kept: Change<'payer'> }> => {
  const ownerId = cardOwner(cardType, customer)
  const { providerCustomer, kept } = await findPayer({ find }, ownerId)
  const card = await fromProvider(
    entry === undefined
      ? cardOfMethod({
          paymentMethod: paymentMethod ?? '',
          providerCustomer,
          key: `attach-${digest}-${paymentMethod}-${providerCustomer}`,
        })
      : cardOfEntry({ entry, providerCustomer }),
  )
  if ('unusable' in card) throw cardUnusable({ reason: told(card) })
  return { profile: { cardType, ownerId, providerCustomer, ...card }, kept }
}
