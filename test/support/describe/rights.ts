import { STAFF_ROLES, type Role } from '../../../shared/kernel/caller.ts'
import { PartnerId } from '../../../shared/kernel/id.ts'
import type { HttpDeclaration } from '../../../shared/declaration/operation.ts'
import { leavePartner, type Person } from '../../../shared/people/person.ts'
import * as arrange from '../arrange.ts'

/** A way in which somebody's right to an operation ends. */
interface Loss {
  readonly way: string
  readonly lose: (who: arrange.Somebody) => Promise<void>
}

const changed =
  (change: (person: Person) => Person) =>
  (who: arrange.Somebody): Promise<void> =>
    arrange.setPerson(who, change)

const ELSEWHERE = {
  partnerId: PartnerId.parse(`ptr_${'0'.repeat(26)}`),
  status: 'active',
  workplace: true,
} as const

const ofPartner: Loss[] = [
  { way: 'is no longer an admin of the partner (R9)', lose: changed(leavePartner) },
  { way: 'is an admin of another partner', lose: changed((person) => ({ ...person, partner: ELSEWHERE })) },
  {
    way: 'belongs to a deactivated partner (R8)',
    lose: changed(({ partner, ...person }) => ({
      ...person,
      ...(partner ? { partner: { ...partner, status: 'deactivated' as const } } : {}),
    })),
  },
]

const ofOrganization: Loss[] = [
  {
    way: 'no longer administers the organisation',
    lose: changed((person) => ({ ...person, organizations: {} })),
  },
]

const ofStaff: Loss[] = [
  { way: 'has lost the staff role', lose: changed((person) => ({ ...person, staffRoles: [] })) },
]

const isOfStaff = (role: Role): boolean => role === 'staff' || STAFF_ROLES.some((known) => known === role)

/** The ways in which the right to an operation ends, by the roles that it admits. */
export const rightsLost = ({ allow }: HttpDeclaration): Loss[] => {
  if (typeof allow === 'string' || allow.includes('applicant')) return []
  if (allow.includes('partner-admin')) return ofPartner
  return allow.every(isOfStaff) ? ofStaff : ofOrganization
}
