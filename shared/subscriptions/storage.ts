import * as z from 'zod'
import { namesOnce } from '../kernel/issue.ts'
import { priceBook } from '../pricing/price-book.ts'

/** How many storage packs of one size an organisation is to have; 0 for none any more (R42). */
const StoragePacks = z
  .strictObject({
    gb: z.literal(priceBook.packs.map(({ gb }) => gb)),
    count: z.int().min(0).max(1_000),
  })
  .meta({ id: 'StoragePacks' })

/** The storage packs that an organisation is to have, by size; a size that is not named stays as it is. */
export const Storage = z
  .array(StoragePacks)
  .min(1)
  .max(priceBook.packs.length)
  .check(namesOnce('names a size twice', ({ gb }) => gb))
