import { refuseAddresses } from '../../shared/users/address.ts'
import { addAlias as added, hasAlias } from '../../shared/users/alias.ts'
import { addressTakenBy, userChanged } from '../../shared/users/changes.ts'
import { addAlias } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { presentUser } from '../../shared/users/user.ts'
import { aliasReads } from '../edge/alias-reads.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'

export const handler = serveManaged(addAlias, aliasReads, async (request) => {
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
