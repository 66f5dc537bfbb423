import { BackupId } from '../../shared/kernel/id.ts'
import { requestBackup } from '../../shared/users/backup.ts'
import { backupRequested } from '../../shared/users/changes.ts'
import { backUpUserAccount } from '../../shared/users/contract.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

const reads = { found: userRecord.or(userNotFound) }

export const handler = serveReserved(backUpUserAccount, reads, ({ found, caller, now }) => {
  const user = presentUser(found)
  refuseRank(caller, user, 'change')
  const backup = requestBackup(user, newId(BackupId, 'bak', now), now)
  return { answer: backup, changes: [backupRequested(user, backup)] }
})
