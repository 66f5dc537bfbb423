import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { refuseAddresses } from '../../shared/users/address.ts'
import { addAlias as added, hasAlias } from '../../shared/users/alias.ts'
import { addressTakenBy, userChanged } from '../../shared/users/changes.ts'
import { addAlias } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { seatsRecord, userAddressRecord, userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'

interface OfAlias {
  readonly customerId: CustomerId
  readonly alias: EmailAddress
}

const reads = {
  found: userRecord.or(userNotFound),
  known: userAddressRecord.keyedBy(({ customerId, alias }: OfAlias) => ({ customerId, address: alias })),
  seats: seatsRecord,
}

export const handler = serveManaged(addAlias, reads, async (request) => {
  const { input, found, known, customer, caller, now } = request
  const { customerId, userId, alias } = input
  const { domain } = customer
  const user = presentUser(found)
  refuseRank(caller, user, 'change')
  if (hasAlias(user, alias)) return { answer: await shownUser(request, user, user.version) }
  const isPartner = caller.actsAs === 'partner-admin'
  refuseAddresses({ addresses: [alias], known: [known], domain, isPartner }, now)
  const next = added(user, alias)
  return {
    answer: await shownUser(request, next, user.version + 1),
    changes: [
      userChanged(user, next, 'user.alias-added'),
      addressTakenBy({ customerId, address: alias }, { as: 'alias', userId }, known),
    ],
  }
})
