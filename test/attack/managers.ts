import type { CustomerId } from '../../shared/kernel/id.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import { addressTakenBy } from '../../shared/users/changes.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import * as arrange from '../support/arrange.ts'

const LICENCES = 500
const TWO_HOURS_MS = 2 * 3_600_000

/** A verified organisation in which there is one of everything that a path can name: members, administrators, and what they have. */
export const directory = async (partner: Partner, superAdmin: arrange.Somebody) => {
  const { customer } = await arrange.customer(partner, {
    verified: true,
    superAdmin,
    subscription: { plan: 'standard', licences: LICENCES },
  })
  const { customerId, domain } = customer
  const aliased = (name: string) => ({ aliases: [EmailAddress.parse(`${name}@${domain}`)] })
  const member = await arrange.user(customer, {
    ...aliased('alias-of-member'),
    recoveryEmail: arrange.somebody('recovery').email,
  })
  const { user: orgAdminUser, who: orgAdmin } = await arrange.orgAdminUser(
    customer,
    aliased('alias-of-org-admin'),
  )
  const superAdminUser = await withAlias(customerId, `alias-of-super-admin@${domain}`)
  const named = ({ userId, email, aliases: [alias = email] }: PresentUser) => ({ userId, alias })
  return {
    customer,
    superAdmin,
    orgAdmin,
    member: { email: member.email, sub: `sub of ${member.email}` },
    /** A user of each rank. */
    ranks: {
      member: named(member),
      'org-admin': named(orgAdminUser),
      'super-admin': named(superAdminUser),
    },
    named: {
      customerId,
      domain,
      ...named(member),
      administrator: orgAdminUser.userId,
      policyId: (await arrange.mailPolicy(customer)).policyId,
      groupId: (await arrange.group(customer, [member])).groupId,
    },
  }
}

const withAlias = async (customerId: CustomerId, alias: string): Promise<PresentUser> => {
  const user = await arrange.superAdminUserOf(customerId)
  const address = EmailAddress.parse(alias)
  await arrange.commit(
    addressTakenBy({ customerId, address }, { as: 'alias', userId: user.userId }, undefined),
  )
  return arrange.setUser(user, (before) => ({ ...before, aliases: [address] }))
}

/** How a management session can be; `ended` is one whose right is another than when it was opened. */
export const SESSION_STATES = ['open', 'none', 'closed', 'expired', 'ended'] as const
export type SessionIs = (typeof SESSION_STATES)[number]

/** Brings somebody's session on a customer into a state. */
export const enter = async (
  state: SessionIs,
  admin: arrange.Somebody,
  customerId: CustomerId,
): Promise<void> => {
  if (state === 'none') return
  const at = await arrange.now()
  await arrange.openSession(admin, customerId, state === 'expired' ? plusMillis(at, -TWO_HOURS_MS) : at)
  if (state === 'closed') await arrange.closeSession(admin, customerId)
  if (state === 'ended') await arrange.setPerson(admin, (person) => person)
}

/** Two organisations of two partners: the admins of the first have sessions in every state; the super admin of the first is an admin of the second partner. */
export const makeManagers = async () => {
  const admins = SESSION_STATES.map((session) => ({ session, who: arrange.somebody('manager') }))
  const twoHatted = arrange.somebody('two-hatted')
  const elsewhere = arrange.somebody('manager')
  const { partner } = await arrange.partner({ admins: admins.map(({ who }) => who) })
  const { partner: other } = await arrange.partner({ admins: [elsewhere, twoHatted] })
  const here = await directory(partner, twoHatted)
  const there = await directory(other, arrange.somebody('super-admin'))
  for (const { session, who } of admins) await enter(session, who, here.customer.customerId)
  for (const who of [elsewhere, twoHatted]) await arrange.openSession(who, there.customer.customerId)
  return { admins, partner, other, twoHatted, elsewhere, here, there }
}
