import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { seatsRecord, userAddressRecord, userRecord } from '../../shared/users/records.ts'
import { userNotFound } from '../../shared/users/user.ts'

interface OfAlias {
  readonly customerId: CustomerId
  readonly alias: EmailAddress
}

/** What an operation on an alias reads first: the user, who holds the address, and the seats by which the user is shown. */
export const aliasReads = {
  found: userRecord.or(userNotFound),
  known: userAddressRecord.keyedBy(({ customerId, alias }: OfAlias) => ({ customerId, address: alias })),
  seats: seatsRecord,
}
