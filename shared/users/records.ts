import * as z from 'zod'
import type { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, UserId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { UserAddress } from './address.ts'
import { MediaType } from './picture.ts'
import { Seats } from './seats.ts'
import { User } from './user.ts'

interface OfCustomer {
  readonly customerId: CustomerId
}

/** The partition of an organisation's users, in the order of adding. */
export const userPartition = (customerId: CustomerId): string => `USERS#${customerId}`

/** Each user has an audit chain of its own. */
export const userRecord = /* @__PURE__ */ entity({
  kind: 'user',
  schema: User,
  key: ({ customerId, userId }: OfCustomer & { readonly userId: UserId }) => ({
    pk: userPartition(customerId),
    sk: `USER#${userId}`,
  }),
  chain: ({ userId }) => `USER#${userId}`,
  loggedFor: ({ customerId }) => customerId,
})

/** The partition of an organisation's addresses, in their order. */
export const addressPartition = (customerId: CustomerId): string => `ADDRESSES#${customerId}`

/** The sort key at which the addresses begin that begin with a text. */
export const addressPrefix = (beginning: string): string => `ADDRESS#${beginning}`

/** One holder an address: of users, their aliases and groups (R55). */
export const userAddressRecord = /* @__PURE__ */ row({
  kind: 'userAddress',
  schema: UserAddress,
  key: ({ customerId, address }: OfCustomer & { readonly address: EmailAddress }) => ({
    pk: addressPartition(customerId),
    sk: addressPrefix(address),
  }),
})

/** The picture of a user, of at most 40 kB, so that no list reads it. */
export const userPictureRecord = /* @__PURE__ */ row({
  kind: 'userPicture',
  schema: /* @__PURE__ */ z.object({
    customerId: CustomerId,
    userId: UserId,
    mediaType: MediaType,
    /** In base64. */
    picture: /* @__PURE__ */ z.string(),
  }),
  key: ({ customerId, userId }: OfCustomer & { readonly userId: UserId }) => ({
    pk: `PICTURES#${customerId}`,
    sk: `USER#${userId}`,
  }),
})

/** Counted in each commit that changes it, never read and written back. */
export const seatsRecord = /* @__PURE__ */ row({
  kind: 'seats',
  schema: Seats,
  key: ({ customerId }: OfCustomer) => ({ pk: `SEATS#${customerId}`, sk: 'COUNT' }),
})
