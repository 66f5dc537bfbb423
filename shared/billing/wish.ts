import type { PriceBooks } from '../pricing/price-book.ts'
import type { Purchase, StoredPacks } from './billing.ts'
import { planPrice, sortedPacks } from './lines.ts'
import { ChangeMember } from './refusals.ts'

/** What a change asks for; what is absent stays, as do the sizes of storage that are not named. */
export type ChangeWish = { readonly [M in ChangeMember]?: Purchase[M] | undefined }

/** What a change makes of the members that it names, where that is not what they are. */
export type Changed = { [M in ChangeMember]?: Purchase[M] }

/** The members that a change names. */
export const membersOf = (change: ChangeWish): ChangeMember[] =>
  ChangeMember.options.filter((member) => change[member] !== undefined)

/** The change without the members that are not kept. */
export const onlyMembers = (
  { plan, licences, payPeriod, storage }: ChangeWish,
  isKept: (member: ChangeMember) => boolean,
): Changed => ({
  ...(plan !== undefined && isKept('plan') ? { plan } : {}),
  ...(licences !== undefined && isKept('licences') ? { licences } : {}),
  ...(payPeriod !== undefined && isKept('payPeriod') ? { payPeriod } : {}),
  ...(storage !== undefined && isKept('storage') ? { storage } : {}),
})

const withPacks = (present: StoredPacks, wished: StoredPacks): StoredPacks =>
  sortedPacks([...present.filter(({ gb }) => !wished.some((pack) => pack.gb === gb)), ...wished])

/** The wish with whole storage in place of the named sizes. */
export const wished = (present: Purchase, { storage, ...rest }: ChangeWish): ChangeWish => ({
  ...rest,
  ...(storage ? { storage: withPacks(present.storage, storage) } : {}),
})

const written = (value: Purchase[ChangeMember] | undefined): string =>
  JSON.stringify(typeof value === 'object' ? sortedPacks(value).map(({ gb, count }) => [gb, count]) : value)

/** Whether a member is the same on both sides. */
export const isSameMember = (member: ChangeMember, one: ChangeWish, other: ChangeWish): boolean =>
  written(one[member]) === written(other[member])

const totalGb = (packs: StoredPacks): number => packs.reduce((total, { gb, count }) => total + gb * count, 0)

/** Whether a changed member goes down: plans rank by their yearly price, storage by its total, which other packs of the same total do not lower (R41, R42). */
export const isLowered = (
  member: ChangeMember,
  present: Purchase,
  next: Purchase,
  version: string,
  books: PriceBooks,
): boolean => {
  if (member === 'plan')
    return planPrice(next.plan, 'yearly', version, books) < planPrice(present.plan, 'yearly', version, books)
  if (member === 'licences') return next.licences < present.licences
  if (member === 'payPeriod') return next.payPeriod === 'monthly' && present.payPeriod === 'yearly'
  return totalGb(next.storage) < totalGb(present.storage)
}
