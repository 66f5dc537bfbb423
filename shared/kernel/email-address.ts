import * as z from 'zod'
import { canonicalHost } from './domain-name.ts'

const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** The one spelling under which a person is known: NFC, lower case, the domain as A-labels; `undefined` if no address. */
export const canonicalEmail = (text: string): string | undefined => {
  const address = text.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const host = canonicalHost(address.slice(at + 1))
  const local = address.slice(0, at)
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local) || INVISIBLE.test(local)) return undefined
  if (at < 1 || host === undefined || !host.includes('.')) return undefined
  const canonical = `${local}@${host}`
  return canonical.length > LONGEST_ADDRESS ? undefined : canonical
}

/** An e-mail address, read into its canonical spelling. */
export const EmailAddress = z
  .string()
  .max(LONGEST_ADDRESS)
  .overwrite((text) => canonicalEmail(text) ?? text)
  .refine((text) => canonicalEmail(text) === text, 'must be an e-mail address')
  .meta({ id: 'EmailAddress', pattern: '^[^@]+@[^@]+$', examples: ['somchai@example.co.th'] })
  .brand<'EmailAddress'>()
export type EmailAddress = z.infer<typeof EmailAddress>
