import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, UserId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { add, type PresentUser } from '../../shared/users/user.ts'

export const AT = Instant.parse('2026-03-01T08:00:00.000Z')
export const CUSTOMER = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')
export const USER = UserId.parse('usr_01JN7ZK3M0000000000000000B')

/** An address within the domain of the tests. */
export const address = (local: string) => EmailAddress.parse(`${local}@example.co.th`)

/** A member, unless told. */
export const user = (more: Partial<PresentUser> = {}): PresentUser => ({
  ...add(
    { customerId: CUSTOMER, userId: USER, email: address('malee'), firstName: 'Malee', lastName: 'Srisuk' },
    AT,
  ),
  ...more,
})
