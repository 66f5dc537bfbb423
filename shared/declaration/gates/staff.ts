import { isStaffRole, type StaffRole } from '../../kernel/caller.ts'
import { roleRequired } from '../../kernel/problems.ts'
import { staffRolesOf } from '../../people/person.ts'
import { personRecord } from '../../people/records.ts'
import type { Gate } from '../gate.ts'
import { rolesOf, type HttpDeclaration } from '../operation.ts'

const admits = (declaration: HttpDeclaration, role: StaffRole): boolean =>
  rolesOf(declaration).some((admitted) => admitted === 'staff' || admitted === role)

/** A member of the programme team, in one of the roles that the operation admits. */
export const staff: Gate<'person'> = {
  applies: (declaration) => rolesOf(declaration).some((role) => role === 'staff' || isStaffRole(role)),
  reads: [],
  checks: () => ['person'],
  refuses: () => [roleRequired],
  admit: ({ email, person, firstStaffMember }, declaration, capacity) => {
    const actsAs = staffRolesOf(email, person, firstStaffMember).find((role) => admits(declaration, role))
    return capacity ?? (actsAs && { actsAs })
  },
  conditionsOf: ({ person }, { actsAs }) =>
    person && isStaffRole(actsAs) && person.staffRoles.includes(actsAs)
      ? [personRecord.check(person, { contains: { staffRoles: actsAs } })]
      : [],
}
