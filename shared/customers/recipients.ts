import type { EmailAddress } from '../kernel/email-address.ts'
import type { Language } from '../kernel/text.ts'
import type { Partner } from '../partners/partner.ts'
import type { Customer } from './customer.ts'

/** Whom a mail reaches, and in which language. */
export interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

/** The organisation's side: its super admin, in the organisation's language. */
export const superAdminRecipient = ({
  superAdmin,
  language,
}: Pick<Customer, 'superAdmin' | 'language'>): Recipient => ({
  email: superAdmin.email,
  language,
})

/** Both sides of what concerns a customer: its super admin and, where a partner manages it, each of that partner's admins in the partner's language. */
export const recipientsOf = (customer: Customer, partner: Partner | undefined): Recipient[] => [
  superAdminRecipient(customer),
  ...(partner ? partner.admins.map((email) => ({ email, language: partner.language })) : []),
]
