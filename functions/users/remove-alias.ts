import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { removeAlias as removed } from '../../shared/users/alias.ts'
import { addressReleased, userChanged } from '../../shared/users/changes.ts'
import { removeAlias } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { seatsRecord, userAddressRecord, userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'
import { world } from '../outside/world.ts'

interface OfAlias {
  readonly customerId: CustomerId
  readonly alias: EmailAddress
}

const reads = {
  found: userRecord.or(userNotFound),
  known: userAddressRecord.keyedBy(({ customerId, alias }: OfAlias) => ({ customerId, address: alias })),
  seats: seatsRecord,
}

export const handler = serveManaged(removeAlias, reads, async (request) => {
  const { input, found, known, caller, now } = request
  const { customerId, userId, alias } = input
  const user = presentUser(found)
  refuseRank(caller, user, 'change')
  const next = removed(user, alias)
  const isPartner = caller.actsAs === 'partner-admin'
  return {
    answer: await shownUser(request, next, user.version + 1),
    changes: [
      userChanged(user, next, 'user.alias-removed'),
      addressReleased({ customerId, address: alias }, { as: 'alias', userId }, known, {
        isPartner,
        now,
        realMs: world.realMs(),
      }),
    ],
  }
})
