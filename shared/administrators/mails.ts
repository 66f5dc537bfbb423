import type { Customer } from '../customers/customer.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { Instant } from '../kernel/time.ts'
import { mail, tellPartner } from '../notifications/mail.ts'

type Organization = Pick<Customer, 'organizationName' | 'domain' | 'language' | 'superAdmin' | 'partnerId'>

/** What every mail about another super admin says. */
export const superAdminWords = (
  { organizationName, domain, superAdmin }: Organization,
  successor: EmailAddress,
) => ({ organizationName, domain, former: superAdmin.email, successor })

/** The mails to both persons once another is the super admin (R13, R64). */
export const superAdminChangedMails = (customer: Organization, successor: EmailAddress) => {
  const { language, superAdmin } = customer
  const words = superAdminWords(customer, successor)
  return [superAdmin.email, successor].map((email) => mail('super-admin-changed', { email, language }, words))
}

/** The mails when support asks for another super admin: to both persons and to the partner, so that who must not lose the role can cancel it (R64). */
export const recoveryAskedMails = (customer: Organization, successor: EmailAddress, lapsesAt: Instant) => {
  const { language, superAdmin, partnerId } = customer
  const words = { ...superAdminWords(customer, successor), lapsesAt }
  return [
    ...[superAdmin.email, successor].map((email) =>
      mail('super-admin-recovery-asked', { email, language }, words),
    ),
    ...(partnerId ? [tellPartner('super-admin-recovery-asked', partnerId, words)] : []),
  ]
}
