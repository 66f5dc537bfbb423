import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { MOST_ADMINISTRATORS } from '../../shared/people/organization-membership.ts'
import { administratorPartition, administratorRecord } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'

/** Every administrator of an organisation, strongly consistent; throws where there are more than one commit can move (R17). */
export const administratorsOf = async (
  { page }: Pick<ItemReader<never, 'administrator'>, 'page'>,
  customerId: CustomerId,
): Promise<readonly { readonly email: EmailAddress }[]> => {
  const { items } = await page(administratorRecord, {
    partition: administratorPartition(customerId),
    limit: MOST_ADMINISTRATORS + 1,
  })
  if (items.length > MOST_ADMINISTRATORS)
    throw new Error(`${customerId} has more than ${MOST_ADMINISTRATORS} administrators`)
  return items
}
