import * as z from 'zod'
import { canonicalHost, readInto } from './domain-name.ts'

const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const ASCII = /^\p{ASCII}*$/u

/** Whether mail cannot be sent to an address because its local part is not ASCII. */
export const isBeyondAscii = (text: string): boolean =>
  !ASCII.test(text.slice(0, text.lastIndexOf('@')).trim())

/** The one spelling under which a person is known: lower case, the domain as A-labels; `undefined` if no address, or one that is no use because its local part is not ASCII. */
export const canonicalEmail = (text: string): string | undefined => {
  const address = text.trim()
  const at = address.lastIndexOf('@')
  const host = canonicalHost(address.slice(at + 1))
  const local = address.slice(0, at)
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return undefined
  if (at < 1 || host === undefined || !host.includes('.')) return undefined
  const canonical = `${local.toLowerCase()}@${host}`
  return canonical.length > LONGEST_ADDRESS ? undefined : canonical
}

/** An e-mail address, read into its canonical spelling. */
export const EmailAddress = z
  .string()
  .max(LONGEST_ADDRESS)
  .check(readInto(canonicalEmail, 'must be an e-mail address, its part before the @ in ASCII'))
  .meta({ id: 'EmailAddress', pattern: '^[^@]+@[^@]+$', examples: ['somchai@example.co.th'] })
  .brand<'EmailAddress'>()
export type EmailAddress = z.infer<typeof EmailAddress>
