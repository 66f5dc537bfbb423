import { openBackup } from '../../shared/users/backup.ts'
import { getUser } from '../../shared/users/contract.ts'
import { seatsRecord, userPictureRecord, userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { shownUser } from '../edge/shown-users.ts'

const reads = { found: userRecord.or(userNotFound), picture: userPictureRecord, seats: seatsRecord }

export const handler = serveManaged(getUser, reads, async (request) => {
  const { found, picture, now } = request
  const user = presentUser(found)
  const backup = openBackup(user, now)
  return {
    answer: {
      ...(await shownUser(request, user, user.version)),
      ...(picture ? { picture: { mediaType: picture.mediaType, picture: picture.picture } } : {}),
      ...(backup ? { backup } : {}),
    },
  }
})
