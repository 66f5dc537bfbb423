import type { EmailAddress } from '../kernel/email-address.ts'
import type { Language } from '../kernel/text.ts'
import type { Partner } from '../partners/partner.ts'
import type { Customer } from './customer.ts'

/** The address that a mail goes to, and its language. */
export interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

/** The super admin as a recipient, in the organisation's language. */
export const superAdminRecipient = ({
  superAdmin,
  language,
}: Pick<Customer, 'superAdmin' | 'language'>): Recipient => ({
  email: superAdmin.email,
  language,
})

/** Everyone who is mailed about a customer: its super admin and, where a partner manages it, each admin of that partner in the partner's language. */
export const recipientsOf = (customer: Customer, partner: Partner | undefined): Recipient[] => [
  superAdminRecipient(customer),
  ...(partner ? partner.admins.map((email) => ({ email, language: partner.language })) : []),
]
