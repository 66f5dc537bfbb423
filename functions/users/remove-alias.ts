import { removeAlias as removed } from '../../shared/users/alias.ts'
import { addressReleased, userChanged } from '../../shared/users/changes.ts'
import { removeAlias } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { presentUser } from '../../shared/users/user.ts'
import { aliasReads } from '../edge/alias-reads.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'
import { world } from '../outside/world.ts'

export const handler = serveManaged(removeAlias, aliasReads, async (request) => {
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
      addressReleased({ customerId, address: alias }, { userId }, known, {
        isPartner,
        now,
        realMs: world.realMs(),
      }),
    ],
  }
})
