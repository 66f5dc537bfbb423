import { PersonId } from '../../shared/kernel/id.ts'
import { countedToday } from '../../shared/notifications/changes.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { identified } from '../../shared/people/changes.ts'
import { subjectRecord } from '../../shared/people/records.ts'
import { passwordResetRequested } from '../../shared/users/changes.ts'
import { resetUserPassword } from '../../shared/users/contract.ts'
import { recoveryAddressOf } from '../../shared/users/password-reset.ts'
import { refuseRank } from '../../shared/users/rank.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser, userNotFound } from '../../shared/users/user.ts'
import { mailCounted } from '../edge/daily-mails.ts'
import { serveReserved } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'
import { world } from '../outside/world.ts'

const reads = { found: userRecord.or(userNotFound) }

export const handler = serveReserved(
  resetUserPassword,
  reads,
  async ({ found, customer, caller, find, now }) => {
    const user = presentUser(found)
    refuseRank(caller, user, 'change')
    const recoveryEmail = recoveryAddressOf(user)
    const { customerId, organizationName, language } = customer
    const { userId, email: address } = user
    const subject = await find(subjectRecord, { email: recoveryEmail })
    const { personId, newAddress } = identified({ email: recoveryEmail }, subject, () =>
      newId(PersonId, 'per', now),
    )
    const realMs = world.realMs()
    return {
      answer: { userId, recoveryEmail, requestedAt: now },
      changes: [
        passwordResetRequested(user),
        countedToday('password-resets', userId, MOST_A_DAY.passwordResets, now, realMs),
        countedToday(
          'password-resets-of-organization',
          customerId,
          MOST_A_DAY.organizationResets,
          now,
          realMs,
        ),
        ...newAddress,
        ...mailCounted({ personId }, now),
      ],
      outbox: [
        mail(
          'password-reset-requested',
          { email: recoveryEmail, language },
          { organizationName, address, recoveryUrl: world.setting('RECOVERY_URL') },
        ),
      ],
    }
  },
)
