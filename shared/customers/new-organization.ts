import { DomainName } from '../domains/domain.ts'
import { Country } from '../kernel/country.ts'
import { Language, Name } from '../kernel/text.ts'
import { SuperAdmin } from './customer.ts'

/** What is said of an organisation that is added or imported (R10, R14). */
export const newOrganization = () => ({
  domain: DomainName,
  organizationName: Name(200),
  superAdmin: SuperAdmin,
  country: Country,
  language: Language,
})
