import { pictureChanged } from '../../shared/users/changes.ts'
import { changeUserProfilePicture } from '../../shared/users/contract.ts'
import { mediaTypeOf } from '../../shared/users/picture.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { seatsRecord, userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'

const reads = { found: userRecord.or(userNotFound), seats: seatsRecord }

export const handler = serveReserved(changeUserProfilePicture, reads, async (request) => {
  const { input, found, caller } = request
  const user = presentUser(found)
  refuseRank(caller, user, 'change')
  const mediaType = mediaTypeOf(input.picture)
  return {
    answer: await shownUser(request, user, user.version + 1),
    changes: pictureChanged(user, input.picture, mediaType),
  }
})
