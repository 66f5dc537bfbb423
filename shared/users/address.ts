import * as z from 'zod'
import { canonicalHost } from '../kernel/domain-name.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { UserId, GroupId, CustomerId } from '../kernel/id.ts'
import { fault } from '../kernel/issue.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'

const LONGEST = 254
/** Checked as it was typed, before anything is lowered: some letters of other scripts become ASCII in lower case (R55). */
const LOCAL_PART = /^(?=.{1,64}$)[A-Za-z0-9_'-]+(?:\.[A-Za-z0-9_'-]+)*$/

const canonical = (text: string): string | undefined => {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const host = canonicalHost(text.slice(at + 1))
  if (at < 1 || host === undefined || !LOCAL_PART.test(local)) return undefined
  return EmailAddress.safeParse(`${local.toLowerCase()}@${host}`).data
}

/** An address within an organisation, in its one spelling: lower case, the domain as A-labels; dots count and there is no plus sign (R55). */
export const DirectoryAddress = /* @__PURE__ */ z
  .string()
  .max(LONGEST)
  .overwrite((text) => canonical(text) ?? text)
  .refine(
    (text) => canonical(text) === text,
    fault(
      'directory-address',
      "must be an address of 1 to 64 letters, digits, . _ ' and - before the @, without a dot at either end or twice in a row",
    ),
  )
  .meta({ id: 'DirectoryAddress', pattern: '^[^@]+@[^@]+$', examples: ['malee@example.co.th'] })
  .pipe(EmailAddress)

export const addressOutsideDomain = /* @__PURE__ */ problem(
  'address-outside-domain',
  {
    kind: 'invalid',
    title: "The address is not within the organisation's domain",
    advice: 'Choose an address that ends with the verified domain.',
  },
  { addresses: /* @__PURE__ */ z.array(z.string()), domain: /* @__PURE__ */ z.string() },
)
export const addressTaken = /* @__PURE__ */ problem(
  'address-taken',
  {
    kind: 'conflict',
    title: 'The address belongs to a user or a group already',
    advice: 'Choose another address, or remove it where it is first.',
  },
  { addresses: /* @__PURE__ */ z.array(z.string()) },
)
export const addressReserved = /* @__PURE__ */ problem(
  'address-reserved',
  {
    kind: 'conflict',
    title: 'The address is reserved for the organisation itself',
    advice: 'Ask an administrator of the organisation to give it away.',
  },
  { addresses: /* @__PURE__ */ z.array(z.string()) },
)

/** Addresses that certificate authorities and others trust to be an administrator's; a partner admin never gives them away (R55). */
const ROLE_ADDRESSES: readonly string[] = [
  'admin',
  'administrator',
  'hostmaster',
  'postmaster',
  'webmaster',
  'abuse',
  'security',
  'root',
]
const RESERVED_DAYS = 30

/** Who holds an address of an organisation, or that it was released: for 30 days a partner admin cannot give it away again, also where it was held meanwhile (R55). */
export const UserAddress = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('held'),
    customerId: CustomerId,
    address: EmailAddress,
    as: z.enum(['email', 'alias']),
    userId: UserId,
    reservedUntil: Instant.optional(),
  }),
  z.object({
    state: z.literal('held-by-group'),
    customerId: CustomerId,
    address: EmailAddress,
    groupId: GroupId,
    reservedUntil: Instant.optional(),
  }),
  z.object({
    state: z.literal('released'),
    customerId: CustomerId,
    address: EmailAddress,
    reservedUntil: Instant,
    expiresAt: z.int(),
  }),
])
export type UserAddress = z.infer<typeof UserAddress>

/** Who holds an address. */
export type AddressHolder =
  | { readonly as: 'email' | 'alias'; readonly userId: UserId }
  | { readonly as: 'group'; readonly groupId: GroupId }

/** Until when an address that the organisation releases is closed to its partner. */
export const reservedUntil = (at: Instant): Instant => plusDays(at, RESERVED_DAYS)

const isRoleAddress = (address: string): boolean =>
  ROLE_ADDRESSES.includes(address.slice(0, address.lastIndexOf('@')))

/** Whether a partner admin cannot give an address away at an instant. */
const isReserved = (address: string, known: UserAddress | undefined, at: Instant): boolean =>
  isRoleAddress(address) || (known?.state === 'released' && at < known.reservedUntil)

/** Addresses that are asked for, what is known of each, and whether a partner admin asks. */
interface Wanted {
  readonly addresses: readonly EmailAddress[]
  readonly known: readonly (UserAddress | undefined)[]
  readonly domain: string
  readonly isPartner: boolean
}

const isHeld = (known: UserAddress | undefined): known is Exclude<UserAddress, { state: 'released' }> =>
  known !== undefined && known.state !== 'released'

/** Refuses an address that somebody holds (R55). */
export const refuseHeld = (known: UserAddress | undefined): void => {
  if (isHeld(known)) throw addressTaken({ addresses: [known.address] })
}

/** Refuses addresses that are outside the domain, that somebody holds or that are asked for twice, and to a partner admin those that are reserved; in this order, naming them (R55). */
export const refuseAddresses = ({ addresses, known, domain, isPartner }: Wanted, at: Instant): void => {
  const outside = addresses.filter((address) => address.slice(address.lastIndexOf('@') + 1) !== domain)
  if (outside.length > 0) throw addressOutsideDomain({ addresses: outside, domain })
  const taken = addresses.filter(
    (address, place) => isHeld(known[place]) || addresses.indexOf(address) !== place,
  )
  if (taken.length > 0) throw addressTaken({ addresses: [...new Set(taken)] })
  const reserved = isPartner
    ? addresses.filter((address, place) => isReserved(address, known[place], at))
    : []
  if (reserved.length > 0) throw addressReserved({ addresses: reserved })
}
