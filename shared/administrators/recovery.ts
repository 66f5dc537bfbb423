import type { Customer, SuperAdmin } from '../customers/customer.ts'
import type { CustomerId, PersonId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import { isAbout, requested, waiting, type Confirmation } from '../people/confirmation.ts'
import { addressTaken, type UserAddress } from '../users/address.ts'

export const recoveryNotOpen = /* @__PURE__ */ problem('recovery-not-open', {
  kind: 'missing',
  title: 'Nobody asks for another super admin',
  advice: 'Nothing is left to do.',
})

type Replaced = Pick<Customer, 'customerId' | 'superAdmin' | 'appointments'>

/** Names the request of another super admin of an organisation. */
export const recoveryOf = ({ customerId }: { readonly customerId: CustomerId }) =>
  ({ act: 'recover-super-admin', subject: customerId }) as const

/** A new request; it names whom it replaces, so that it ends with them (R64). */
export const askRecovery = (
  customer: Replaced,
  { email, firstName, lastName }: SuperAdmin,
  by: PersonId,
  isAlone: boolean,
  at: Instant,
): Confirmation => {
  const { superAdmin, appointments } = customer
  const recovery = { firstName, lastName, replaces: superAdmin.email, appointments }
  return requested({ ...recoveryOf(customer), people: [email], recovery }, by, isAlone, at)
}

/** The request that is open at an instant: one that waits, of an organisation that has had no other super admin since (R64). */
export const openRecovery = (
  confirmation: Confirmation | undefined,
  { superAdmin, appointments }: Replaced,
  at: Instant,
): Confirmation | undefined => {
  const open = waiting(confirmation, at)
  const isOvertaken =
    open?.recovery?.replaces !== superAdmin.email || open.recovery.appointments !== appointments
  return isOvertaken ? undefined : open
}

/** Whether a request is about a person of exactly this name and address. */
export const isAboutSuperAdmin = (
  request: Confirmation,
  { email, firstName, lastName }: SuperAdmin,
): boolean =>
  isAbout(request, [email]) &&
  request.recovery?.firstName === firstName &&
  request.recovery.lastName === lastName

/** Refuses an address of the organisation at which nobody signs in: an alias, or a group's (R55). */
export const refuseNoSignIn = (known: UserAddress | undefined): void => {
  const isSignIn =
    known === undefined || known.state === 'released' || (known.state === 'held' && known.as === 'email')
  if (!isSignIn) throw addressTaken({ addresses: [known.address] })
}
