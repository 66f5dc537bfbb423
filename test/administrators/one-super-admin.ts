import { expect } from 'vitest'
import { customerRecord } from '../../shared/customers/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { organizationMembershipRecord } from '../../shared/people/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { userPartition, userRecord } from '../../shared/users/records.ts'
import { isPresent } from '../../shared/users/user.ts'

/** Expects that a verified organisation has one super admin, and that its directory, the gate and the customer name the same administrators (R56). */
export const expectOneSuperAdmin = (items: readonly StoredItem[], customerId: CustomerId): void => {
  const [customer] = items.filter(({ pk }) => pk === `CUSTOMER#${customerId}`).map(customerRecord.parse)
  if (!customer) throw new Error('The customer is missing')
  const users = items
    .filter(({ pk }) => pk === userPartition(customerId))
    .map(userRecord.parse)
    .filter(isPresent)
  const inDirectory = users
    .filter(({ role, status }) => role !== 'member' && status === 'active')
    .map(({ email, role }) => ({ email, role }))
  const atGate = items
    .filter(({ pk, sk }) => pk.startsWith('MEMBER#') && sk === `ORG#${customerId}`)
    .map(organizationMembershipRecord.parse)
    .map(({ email, role }) => ({ email, role }))
  const sorted = (all: readonly { email: string; role: string }[]) =>
    all.map(({ email, role }) => `${role} ${email}`).toSorted()
  expect(sorted(atGate)).toEqual(sorted(inDirectory))
  const listed = items.filter(({ pk }) => pk === `ADMINISTRATORS#${customerId}`).map(({ email }) => email)
  expect(listed.toSorted()).toEqual(atGate.map(({ email }) => email).toSorted())
  const superAdmins = users.filter(({ role }) => role === 'super-admin')
  expect(superAdmins).toHaveLength(1)
  const [{ email, firstName, lastName } = customer.superAdmin] = superAdmins
  expect(customer.superAdmin).toEqual({ email, firstName, lastName })
  expect(superAdmins[0]).toMatchObject({ status: 'active' })
  expect(superAdmins[0]).not.toHaveProperty('mailPolicyId')
  const [row] = items.filter(({ sk }) => sk === `ROW#${customerId}`)
  if (row) expect(Object(row['summary']).superAdmin).toEqual(customer.superAdmin)
}
