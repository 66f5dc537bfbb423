import * as z from 'zod'
import { holdsNoCardNumber } from '../kernel/card-number.ts'
import { withAsciiDigits } from '../kernel/digits.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { Country } from '../kernel/country.ts'
import { withoutInvisible } from '../kernel/invisible.ts'
import { fault, form } from '../kernel/issue.ts'
import { PhoneNumber } from '../kernel/phone-number.ts'
import { Line, Name } from '../kernel/text.ts'

/** What a reseller can be expert in; `workplace` opens the Partner Console (R3). */
export const Expertise = z
  .enum(['workplace', 'mail', 'crm', 'books', 'desk', 'people', 'creator', 'analytics'])
  .meta({ id: 'Expertise' })
export type Expertise = z.infer<typeof Expertise>

/** One spelling of each sign: ASCII digits, the hyphen-minus for every hyphen and dash, single blanks. */
const plainTaxId = (text: string): string =>
  withoutInvisible(withAsciiDigits(text.normalize('NFKC')))
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()

/** `&` and `Ñ` stand in Mexican numbers, `+` and `*` in Irish ones; blanks, dots, slashes and hyphens stand alone between others. */
const TAX_ID = /^[\p{L}\p{M}\p{N}&+*](?:[ ./-]?[\p{L}\p{M}\p{N}&+*])*$/u

/** A tax number as it is written in its country; not checked as free text, as many look like card numbers. */
const TaxId = z
  .string()
  .overwrite(plainTaxId)
  .max(30)
  .refine(
    (text) => TAX_ID.test(text) && /\d/.test(text),
    fault('tax-id', 'must be digits and letters, & + * among them, such as 0105561234567'),
  )
  .meta({
    pattern: '^[\\x00-\\x7F]*[^\\x00-/:-\\x7F](?:[\\x00-\\x7F]|[^\\x00-\\x7F])*$',
    examples: ['0105561234567'],
  })

/** A reseller's company. */
export const Company = z
  .strictObject({
    name: Name(200),
    email: EmailAddress,
    phone: PhoneNumber,
    website: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .check(form('url', /^[^\s\p{C}]+$/u, 'must not hold spaces or control characters'), holdsNoCardNumber())
      .meta({
        pattern: '^[^A-Za-z]*[Hh][Tt][Tt][Pp][Ss]?:[^\\x00]*$',
        examples: ['https://example.co.th'],
      })
      .optional(),
    taxId: TaxId.optional(),
  })
  .meta({ id: 'Company' })
export type Company = z.infer<typeof Company>

/** A company as stored; a name that was entered before a rule stays readable. */
export const StoredCompany = Company.extend({ name: z.string() }).meta({ id: 'StoredCompany' })

/** A company's business address. */
export const Address = z
  .strictObject({
    street: Line(200),
    city: Line(100),
    region: Line(100).optional(),
    postalCode: Line(20).optional(),
    country: Country,
  })
  .meta({ id: 'Address' })
export type Address = z.infer<typeof Address>

const PUBLIC_MAIL_DOMAINS: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'yahoo.com',
  'yahoo.co.th',
  'yahoo.com.br',
  'zohomail.com',
  'zoho.com',
]

/** Something that two applications of one company have in common, in any spelling. */
export interface CompanyMark {
  readonly by: 'mail-domain' | 'tax-id'
  readonly mark: string
}

/** The marks that show that a company may be a partner already: its mail domain, unless public, and its tax id (R5). */
export const companyMarks = ({ email, taxId = '' }: Company): CompanyMark[] => {
  const mailDomain = email.slice(email.lastIndexOf('@') + 1)
  const taxCharacters = plainTaxId(taxId)
    .replace(/[ ./-]/g, '')
    .toUpperCase()
  return [
    ...(PUBLIC_MAIL_DOMAINS.includes(mailDomain)
      ? []
      : [{ by: 'mail-domain' as const, mark: `DOMAIN#${mailDomain}` }]),
    ...(taxCharacters === '' ? [] : [{ by: 'tax-id' as const, mark: `TAX#${taxCharacters}` }]),
  ]
}
