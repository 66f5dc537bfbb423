import * as z from 'zod'
import { canonicalHost } from './domain-name.ts'

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** The one spelling under which a person is known: NFC, lower case, the domain as A-labels; `undefined` if no address. */
export const canonicalEmail = (text: string): string | undefined => {
  const address = text.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const host = canonicalHost(address.slice(at + 1))
  const local = address.slice(0, at)
  if (at < 1 || local.length > 64 || !LOCAL_PART.test(local) || host === undefined || !host.includes('.'))
    return undefined
  return `${local}@${host}`
}

/** An e-mail address, read into its canonical spelling. */
export const EmailAddress = z
  .string()
  .max(254)
  .overwrite((text) => canonicalEmail(text) ?? text)
  .refine((text) => canonicalEmail(text) === text, 'must be an e-mail address')
  .meta({ id: 'EmailAddress', examples: ['somchai@example.co.th'] })
  .brand<'EmailAddress'>()
export type EmailAddress = z.infer<typeof EmailAddress>
