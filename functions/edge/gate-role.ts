import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { identified, organizationRoleGranted } from '../../shared/people/changes.ts'
import { refuseAdministrators } from '../../shared/people/organization-membership.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Change, Stored } from '../../shared/table/record.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import { newId } from '../outside/new-id.ts'
import { administratorsOf } from './administrators.ts'

interface OfOrganization extends ItemReader<'person' | 'subject', 'administrator'> {
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
    | 'roleCount'
    | 'person'
    | 'subject'
    | 'personalDetails'
    | 'customer'
  >[]
> => {
  const { role, email } = user
  if (role === 'member') return []
  const [administrators, person, subject] = await Promise.all([
    administratorsOf({ page }, customer.customerId),
    find(personRecord, { email }),
    find(subjectRecord, { email }),
  ])
  refuseAdministrators(administrators.length)
  const { personId, newAddress } = identified(user, subject, () => newId(PersonId, 'per', now))
  return [
    ...newAddress,
    ...organizationRoleGranted({ email, personId, role, since: now }, person, customer),
    customerRecord.unchanged(customer),
  ]
}
