import { isOrganizationRole, ORGANIZATION_ROLES } from '../../kernel/caller.ts'
import { customerNotFound, roleRequired } from '../../kernel/problems.ts'
import { organizationMembershipRecord } from '../../people/records.ts'
import type { Gate } from '../gate.ts'
import { namedCustomer } from '../named-customer.ts'
import { rolesOf } from '../operation.ts'

/** An administrator of the organisation that the path names, in one of the roles that the operation admits. */
export const organization: Gate<'organizationMembership'> = {
  applies: (declaration) => rolesOf(declaration).some(isOrganizationRole),
  reads: [
    {
      kind: 'organizationMembership',
      key: (request) => organizationMembershipRecord.key(namedCustomer(request)),
      fact: (item) => ({ membership: organizationMembershipRecord.parse(item) }),
    },
  ],
  checks: () => ['organizationMembership'],
  refuses: (declaration) => [
    ...(ORGANIZATION_ROLES.every((role) => rolesOf(declaration).includes(role)) ? [] : [roleRequired]),
    customerNotFound,
  ],
  admit: ({ membership }, declaration, capacity) => {
    if (capacity || !membership) return capacity
    const roles = rolesOf(declaration)
    if (!roles.includes(membership.role)) throw roleRequired({ roles: [...roles] })
    return { actsAs: membership.role }
  },
  conditionsOf: ({ membership }, { actsAs }) =>
    membership?.role === actsAs
      ? [organizationMembershipRecord.check(membership, { equals: { role: actsAs } })]
      : [],
}
