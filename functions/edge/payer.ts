import type { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { payerRecord } from '../../shared/payments/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import { createPayer } from '../outside/payments/card-entry.ts'
import { fromProvider } from './from-provider.ts'

/** The provider's customer of an owner of cards, and the change that keeps it. */
interface FoundPayer {
  readonly providerCustomer: string
  readonly kept: Change<'payer'>
}

/** Finds the provider's customer of an owner of cards; makes it where there is none yet, the same for all who ask at once (R43). */
export const findPayer = async (
  { find }: Pick<ItemReader<'payer', never>, 'find'>,
  ownerId: PartnerId | CustomerId,
): Promise<FoundPayer> => {
  const found = await find(payerRecord, { ownerId })
  if (found) {
    const { providerCustomer } = found
    return { providerCustomer, kept: payerRecord.put(found, { equals: { providerCustomer } }) }
  }
  const providerCustomer = await fromProvider(createPayer({ ownerId, key: `payer-${ownerId}` }))
  return { providerCustomer, kept: payerRecord.putNew({ ownerId, providerCustomer }) }
}
