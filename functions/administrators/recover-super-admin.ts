import {
  newcomerAdmitted,
  orgAdminPromoted,
  recoveryChanged,
  superAdminAdded,
  superAdminDismissed,
  superAdminReplaced,
  userMadeSuperAdmin,
} from '../../shared/administrators/changes.ts'
import { recoverSuperAdmin } from '../../shared/administrators/contract.ts'
import {
  recoveryAskedMails,
  superAdminChangedMails,
  superAdminWords,
} from '../../shared/administrators/mails.ts'
import { recoveryRecord } from '../../shared/administrators/records.ts'
import {
  askRecovery,
  isAboutSuperAdmin,
  openRecovery,
  recoveryOf,
  refuseNoSignIn,
} from '../../shared/administrators/recovery.ts'
import {
  alreadySuperAdmin,
  asSuperAdmin,
  isActiveAdministrator,
} from '../../shared/administrators/super-admin.ts'
import { domainNotVerified, isVerified } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId, UserId, type CustomerId } from '../../shared/kernel/id.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import { identified, memberOfNoPartner } from '../../shared/people/changes.ts'
import { closed, mayConfirm } from '../../shared/people/confirmation.ts'
import { isFull } from '../../shared/people/organization-membership.ts'
import { ownRolesUnchangeable, supportSinceOf } from '../../shared/people/person.ts'
import { administratorChangesRecord, personRecord, subjectRecord } from '../../shared/people/records.ts'
import { userAddressRecord, userRecord } from '../../shared/users/records.ts'
import { add, isPresent } from '../../shared/users/user.ts'
import { administratorsOf } from '../edge/administrators.ts'
import { firstMailCounted } from '../edge/daily-mails.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serveStaffOnCustomer } from '../edge/serve.ts'
import { superAdminIn } from '../edge/super-admin.ts'
import { supportMembers } from '../edge/team.ts'
import { newId } from '../outside/new-id.ts'

interface Asked {
  readonly customerId: CustomerId
  readonly email: EmailAddress
}

const reads = {
  recovery: recoveryRecord.keyedBy(recoveryOf),
  administratorChanges: administratorChangesRecord,
  address: userAddressRecord.keyedBy(({ customerId, email }: Asked) => ({ customerId, address: email })),
  subject: subjectRecord,
  known: personRecord,
}

export const handler = serveStaffOnCustomer(recoverSuperAdmin, reads, async (request) => {
  const { customer, input, caller, recovery, administratorChanges, address, subject, get, now } = request
  const { customerId, ...named } = input
  const { email } = named
  if (!isVerified(customer)) throw domainNotVerified()
  if (email === caller.email) throw ownRolesUnchangeable()
  if (email === customer.superAdmin.email) throw alreadySuperAdmin()
  refuseNoSignIn(address)
  const isNoMember = memberOfNoPartner(named, request.known)
  const first = firstStaffMember()
  const open = openRecovery(recovery, customer, now)
  const repeated = open && isAboutSuperAdmin(open, named) ? open : undefined
  const member = { personId: caller.personId, since: supportSinceOf(caller.email, request.person, first) }
  if (repeated && !mayConfirm(repeated, member, now)) return { answer: { state: 'pending' as const } }

  const { personId, newAddress } = identified(named, subject, () => newId(PersonId, 'per', now))
  const common = [isNoMember, ...newAddress, ...firstMailCounted({ personId, subject }, now)]
  const words = superAdminWords(customer, email)

  if (!repeated) {
    const support = await supportMembers(request, first)
    const isAlone = support.every((one) => one === caller.email)
    const asked = askRecovery(customer, named, caller.personId, isAlone, now)
    const { lapsesAt } = asked
    return {
      answer: { state: 'pending' as const },
      changes: [...common, recoveryChanged(recovery, asked, personId), customerRecord.unchanged(customer)],
      outbox: [
        ...recoveryAskedMails(customer, email, lapsesAt),
        tellSupport('team-super-admin-recovery-asked', caller.email, { ...words, lapsesAt }),
      ],
    }
  }

  const [found, administrators, former] = await Promise.all([
    address?.state === 'held' ? get(userRecord, { customerId, userId: address.userId }) : undefined,
    administratorsOf(request, customerId),
    superAdminIn(request, customer),
  ])
  // Where they were deleted since their address was read, it is not free as it was read, and it is decided again.
  const user = found && isPresent(found) ? found : undefined
  const isAdded = !user || !isActiveAdministrator(user)
  const superAdmin = user
    ? asSuperAdmin(user)
    : add({ ...named, customerId, userId: newId(UserId, 'usr', now) }, now, 'super-admin')
  const succession = { customer, former, superAdmin, action: 'super-admin.recovered' } as const
  const newcomer = { customer, superAdmin, personId, administratorChanges }
  return {
    answer: { state: 'done' as const },
    changes: [
      ...common,
      recoveryChanged(recovery, closed(repeated, 'confirmed'), personId),
      ...(isAdded && isFull(administrators.length)
        ? superAdminDismissed(succession)
        : superAdminReplaced(succession, now)),
      ...(user ? [] : superAdminAdded(superAdmin, address)),
      ...(user && isAdded ? userMadeSuperAdmin(user, superAdmin) : []),
      ...(user && !isAdded ? orgAdminPromoted(user, superAdmin, now) : []),
      ...(isAdded ? newcomerAdmitted(newcomer, now) : []),
    ],
    outbox: [
      ...superAdminChangedMails(customer, email),
      tellSupport('team-super-admin-recovered', caller.email, words),
    ],
  }
})
