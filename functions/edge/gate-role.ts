import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { administratorAdded, organizationRoleGranted } from '../../shared/people/changes.ts'
import { refuseAdministrators } from '../../shared/people/organization-membership.ts'
import { administratorChangesRecord, personRecord, subjectRecord } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Change, Stored } from '../../shared/table/record.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import { administratorsOf } from './administrators.ts'

interface OfOrganization extends ItemReader<'person' | 'subject' | 'administratorChanges', 'administrator'> {
  readonly customer: Stored<Customer>
  readonly now: Instant
}

/**
 * Gives a user who becomes active again the role of an administrator at the gate, if it is one, whose address is therefore known: no member
 * of the partner, and not beyond the most of an organisation (R17, R56).
 */
export const gateRoleGranted = async (
  { role, email, customerId }: PresentUser,
  { customer, now, find, get, page }: OfOrganization,
): Promise<
  Change<
    'organizationMembership' | 'administrator' | 'administratorChanges' | 'roleCount' | 'person' | 'customer'
  >[]
> => {
  if (role === 'member') return []
  // Before the administrators, so that two at once do not both take the last place.
  const administratorChanges = await find(administratorChangesRecord, { customerId })
  const [administrators, person, { personId }] = await Promise.all([
    administratorsOf({ page }, customerId),
    find(personRecord, { email }),
    get(subjectRecord, { email }),
  ])
  refuseAdministrators(administrators.length)
  return [
    ...organizationRoleGranted({ email, personId, role, since: now }, person, customer),
    administratorAdded(customer, administratorChanges),
    customerRecord.unchanged(customer),
  ]
}
