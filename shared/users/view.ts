import * as z from 'zod'
import { BackupId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { MediaType } from './picture.ts'
import { PresentUser, USER_ROLES } from './user.ts'

/** A user as everybody who administers the organisation sees them, with the version that this is. */
export const UserView = z
  .strictObject({
    ...PresentUser.pick({ userId: true, email: true, recoveryEmail: true, mailPolicyId: true }).shape,
    firstName: z.string(),
    lastName: z.string(),
    role: z.enum(USER_ROLES),
    status: z.enum(['active', 'suspended']),
    suspendedBy: z
      .enum(['administrator', 'plan'])
      .optional()
      .meta({ description: '`plan`: there are fewer licences than active users, and older users have them' }),
    aliases: z.array(z.string()),
    createdAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'User' })

/** A user alone: also the picture, and the backup that was asked for until it expires. */
export const userDetails = () =>
  UserView.extend({
    picture: z
      .strictObject({ mediaType: MediaType, picture: z.string().meta({ description: 'In base64' }) })
      .optional(),
    backup: z.strictObject({ backupId: BackupId, requestedAt: Instant, expiresAt: Instant }).optional(),
  }).meta({ id: 'UserDetails' })

/** What is said of users that their own record does not tell. */
export interface Standing {
  /** Whether the plan has no licence for them. */
  readonly isBeyondPlan: boolean
  /** Whether their mail policy is not deleted. */
  readonly hasLivePolicy: boolean
}

/** The user as shown, with the version that this is. */
export const userView = (
  user: PresentUser,
  version: number,
  { isBeyondPlan, hasLivePolicy }: Standing = { isBeyondPlan: false, hasLivePolicy: true },
): z.input<typeof UserView> => {
  const { userId, email, firstName, lastName, role, aliases, recoveryEmail, mailPolicyId, createdAt } = user
  const isSuspended = user.status !== 'active'
  return {
    userId,
    email,
    firstName,
    lastName,
    role,
    status: isSuspended || isBeyondPlan ? 'suspended' : 'active',
    ...(isSuspended ? { suspendedBy: 'administrator' } : isBeyondPlan ? { suspendedBy: 'plan' } : {}),
    aliases,
    ...(recoveryEmail ? { recoveryEmail } : {}),
    ...(mailPolicyId && hasLivePolicy ? { mailPolicyId } : {}),
    createdAt,
    version,
  }
}
