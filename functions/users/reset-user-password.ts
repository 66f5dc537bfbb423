import { countedToday } from '../../shared/notifications/changes.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { passwordResetRequested } from '../../shared/users/changes.ts'
import { resetUserPassword } from '../../shared/users/contract.ts'
import { recoveryAddressOf } from '../../shared/users/password-reset.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { world } from '../outside/world.ts'

const reads = { found: userRecord.or(userNotFound) }

export const handler = serveReserved(resetUserPassword, reads, ({ found, customer, caller, now }) => {
  const user = presentUser(found)
  refuseRank(caller, user, 'change')
  const recoveryEmail = recoveryAddressOf(user)
  const { customerId, organizationName, language } = customer
  const { userId, email: address } = user
  const realMs = world.realMs()
  return {
    answer: { userId, recoveryEmail, requestedAt: now },
    changes: [
      passwordResetRequested(user),
      countedToday('password-resets', userId, MOST_A_DAY.passwordResets, now, realMs),
      countedToday('password-resets-of-organization', customerId, MOST_A_DAY.organizationResets, now, realMs),
    ],
    outbox: [
      mail(
        'password-reset-requested',
        { email: recoveryEmail, language },
        { organizationName, address, recoveryUrl: world.setting('RECOVERY_URL') },
      ),
    ],
  }
})
