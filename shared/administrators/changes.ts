import { customerChanged } from '../customers/changes.ts'
import { appoint, type Customer } from '../customers/customer.ts'
import type { Instant } from '../kernel/time.ts'
import type { PersonId } from '../kernel/id.ts'
import {
  administratorAdded,
  newRole,
  organizationRoleChanged,
  organizationRoleEnded,
  roleCounted,
} from '../people/changes.ts'
import type { AdministratorChanges } from '../people/organization-membership.ts'
import type { Confirmation } from '../people/confirmation.ts'
import type { Change, Stored } from '../table/record.ts'
import type { UserAddress } from '../users/address.ts'
import { addressTakenBy, superAdminSeatTaken, userAdded, userChanged } from '../users/changes.ts'
import type { PresentUser } from '../users/user.ts'
import { recoveryRecord } from './records.ts'
import { asFormer } from './super-admin.ts'

const ACTIONS = {
  open: 'recovery.asked',
  confirmed: 'recovery.done',
  withdrawn: 'recovery.withdrawn',
} as const

/** What the log shows of a recovery; it stands in the log alone. */
const shown = ({ people: [successor], recovery, state, lapsesAt }: Confirmation) => ({
  successor,
  firstName: recovery?.firstName,
  lastName: recovery?.lastName,
  state,
  lapsesAt,
})

/** The next version of a recovery, or its first; the audit has by id whom it names (R53, R64). */
export const recoveryChanged = (
  previous: Stored<Confirmation> | undefined,
  next: Confirmation,
  successor: PersonId,
): Change<'recovery'> => {
  const event = { action: ACTIONS[next.state], details: { successor }, after: shown(next) }
  return previous
    ? recoveryRecord.replace(previous, next, { ...event, before: shown(previous) })
    : recoveryRecord.create(next, event)
}

interface Succession {
  readonly customer: Stored<Customer>
  readonly former: Stored<PresentUser>
  readonly superAdmin: PresentUser
  readonly action: `super-admin.${string}`
}

/** The customer and the directory of a succession: they name another super admin, and the former one has another role. */
const succeeded = (
  { customer, former, superAdmin, action }: Succession,
  role: 'org-admin' | 'member',
): Change<'customer' | 'customerRow' | 'user'>[] => {
  const appointed = appoint(customer, superAdmin)
  return [
    ...customerChanged(customer, appointed, {
      action,
      details: { from: former.userId, to: superAdmin.userId },
      before: { superAdmin: customer.superAdmin },
      after: { superAdmin: appointed.superAdmin },
    }),
    userChanged(former, asFormer(former, role), 'user.role-changed'),
  ]
}

/** The organisation has another super admin, and the former one becomes an org admin; what the successor becomes belongs in the same commit (R13, R56). */
export const superAdminReplaced = (
  succession: Succession,
  at: Instant,
): Change<'customer' | 'customerRow' | 'user' | 'organizationMembership'>[] => [
  ...succeeded(succession, 'org-admin'),
  organizationRoleChanged(succession.former, succession.customer, ['super-admin', 'org-admin'], at),
]

/** The same where there is no place for another administrator: the former one becomes a member, so that nobody blocks a recovery by promoting others (R13, R64). */
export const superAdminDismissed = (
  succession: Succession,
): Change<
  'customer' | 'customerRow' | 'user' | 'organizationMembership' | 'administrator' | 'roleCount'
>[] => [...succeeded(succession, 'member'), ...organizationRoleEnded(succession.former, succession.customer)]

/** An active org admin becomes the super admin, in the directory and at the gate. */
export const orgAdminPromoted = (
  user: Stored<PresentUser>,
  superAdmin: PresentUser,
  at: Instant,
): Change<'user' | 'organizationMembership'>[] => [
  userChanged(user, superAdmin, 'user.role-changed'),
  organizationRoleChanged(user, user, ['org-admin', 'super-admin'], at),
]

interface Newcomer {
  readonly customer: Customer
  readonly superAdmin: PresentUser
  readonly personId: PersonId
  /** How often the administrators had changed before they were counted. */
  readonly administratorChanges: AdministratorChanges | undefined
}

/** Somebody who has no role at the gate becomes the super admin there; it belongs in a commit that fails if the organisation gets another partner meanwhile, or they join one (R17). */
export const newcomerAdmitted = (
  { customer: { customerId, partnerId }, superAdmin: { email }, personId, administratorChanges }: Newcomer,
  since: Instant,
): Change<'organizationMembership' | 'administrator' | 'administratorChanges' | 'roleCount'>[] => [
  ...newRole({ email, personId, customerId, role: 'super-admin', since }),
  ...(partnerId ? [roleCounted({ email }, partnerId)] : []),
  administratorAdded({ customerId }, administratorChanges),
]

/** A member, or a suspended user, becomes the super admin in the directory; what they lack of a licence they take (R56). */
export const userMadeSuperAdmin = (
  user: Stored<PresentUser>,
  superAdmin: PresentUser,
): Change<'user' | 'seats'>[] => [
  userChanged(user, superAdmin, 'user.role-changed'),
  ...(user.status === 'active' ? [] : [superAdminSeatTaken(user)]),
]

/** Somebody who was no user is one, as the super admin: with an address that nobody holds, and a licence even where none is left (R56). */
export const superAdminAdded = (
  superAdmin: PresentUser,
  known: UserAddress | undefined,
): Change<'user' | 'userAddress' | 'seats'>[] => {
  const { customerId, userId, email: address } = superAdmin
  return [
    userAdded(superAdmin),
    addressTakenBy({ customerId, address }, { as: 'email', userId }, known),
    superAdminSeatTaken(superAdmin),
  ]
}
