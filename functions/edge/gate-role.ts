import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { administratorAdded, identified, organizationRoleGranted } from '../../shared/people/changes.ts'
import { refuseAdministrators } from '../../shared/people/organization-membership.ts'
import { administratorChangesRecord, personRecord, subjectRecord } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Change, Stored } from '../../shared/table/record.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import { newId } from '../outside/new-id.ts'
import { administratorsOf } from './administrators.ts'

interface OfOrganization extends ItemReader<'person' | 'subject' | 'administratorChanges', 'administrator'> {
  readonly customer: Stored<Customer>
  readonly now: Instant
}

/** Gives a user who becomes active the role of an administrator at the gate, if it is one: no member of the partner, and not beyond the most of an organisation (R17, R56). */
export const gateRoleGranted = async (
  user: PresentUser,
  { customer, now, find, page }: OfOrganization,
): Promise<
  Change<
    | 'organizationMembership'
    | 'administrator'
    | 'administratorChanges'
    | 'roleCount'
    | 'person'
    | 'subject'
    | 'personalDetails'
    | 'customer'
  >[]
> => {
  const { role, email, customerId } = user
  if (role === 'member') return []
  // Before the administrators, so that two at once do not both take the last place.
  const administratorChanges = await find(administratorChangesRecord, { customerId })
  const [administrators, person, subject] = await Promise.all([
    administratorsOf({ page }, customerId),
    find(personRecord, { email }),
    find(subjectRecord, { email }),
  ])
  refuseAdministrators(administrators.length)
  const { personId, newAddress } = identified(user, subject, () => newId(PersonId, 'per', now))
  return [
    ...newAddress,
    ...organizationRoleGranted({ email, personId, role, since: now }, person, customer),
    administratorAdded(customer, administratorChanges),
    customerRecord.unchanged(customer),
  ]
}
