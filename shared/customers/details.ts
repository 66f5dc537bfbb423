import * as z from 'zod'
import { Country } from '../kernel/country.ts'
import { PhoneNumber } from '../kernel/phone-number.ts'
import { Language, Name } from '../kernel/text.ts'
import type { Customer } from './customer.ts'

/** What a partner updates of its customer, as a JSON merge patch (RFC 7396): an absent member stays, `null` removes (R13). */
export const CustomerPatch = z.strictObject({
  organizationName: Name(200).optional(),
  country: Country.optional(),
  language: Language.optional(),
  contactPhone: PhoneNumber.nullable().optional().meta({ description: '`null` removes it' }),
})
export type CustomerPatch = z.infer<typeof CustomerPatch>

const PUBLIC_DETAILS = ['organizationName', 'country', 'language'] as const

/** The customer with the patch applied (R13). */
export const update = (customer: Customer, patch: CustomerPatch): Customer => {
  const { contactPhone: present, ...rest } = customer
  const contactPhone = patch.contactPhone === undefined ? present : (patch.contactPhone ?? undefined)
  return {
    ...rest,
    organizationName: patch.organizationName ?? customer.organizationName,
    country: patch.country ?? customer.country,
    language: patch.language ?? customer.language,
    ...(contactPhone === undefined ? {} : { contactPhone }),
  }
}

/** What an update changed, as the audit has it: names of members, and what they were and are but for the phone number; `undefined` where it changed nothing. */
export const changedBy = (before: Customer, after: Customer) => {
  const changed = PUBLIC_DETAILS.filter((name) => before[name] !== after[name])
  const isPhoneChanged = before.contactPhone !== after.contactPhone
  if (changed.length === 0 && !isPhoneChanged) return undefined
  const of = (customer: Customer) => Object.fromEntries(changed.map((name) => [name, customer[name]]))
  return {
    changed: [...changed, ...(isPhoneChanged ? ['contactPhone'] : [])],
    from: of(before),
    to: of(after),
  }
}
