import type { BackupId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'
import type { PresentUser } from './user.ts'

const BACKUP_DAYS = 30

type Backup = NonNullable<PresentUser['backup']>

export const backupAlreadyRequested = /* @__PURE__ */ problem(
  'backup-already-requested',
  {
    kind: 'conflict',
    title: 'A backup of this account is requested already',
    advice: 'Use that backup, or request another one once it has expired.',
  },
  { expiresAt: Instant },
)

/** The request for a backup that counts at an instant; one that has expired does not. */
export const openBackup = ({ backup }: Pick<PresentUser, 'backup'>, at: Instant): Backup | undefined =>
  backup && at < backup.expiresAt ? backup : undefined

/** A request for a backup, for 30 days; one is open at a time. */
export const requestBackup = (user: Pick<PresentUser, 'backup'>, backupId: BackupId, at: Instant): Backup => {
  const open = openBackup(user, at)
  if (open) throw backupAlreadyRequested({ expiresAt: open.expiresAt })
  return { backupId, requestedAt: at, expiresAt: plusDays(at, BACKUP_DAYS) }
}
