import * as z from 'zod'

/** Query members of every list. */
export const pageInput = {
  cursor: z.string().max(2_048).optional().meta({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Most items of a page' }),
} as const

/** A list's answer: its items and, unless it is the last page, where to continue. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional() })
