import * as z from 'zod'

const numbered = (value: unknown): unknown =>
  typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : value

/** A whole number in a query: decimal digits, nothing else. */
export const queryInteger = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max} in decimal digits`
  return z.preprocess(numbered, z.int({ error, abort: true }).min(min, { error }).max(max, { error }))
}

/** Query members of every list. */
export const pageInput = {
  cursor: z.string().max(2_048).optional().meta({ description: 'nextCursor of the page before' }),
  limit: queryInteger(1, 100).prefault(25).meta({ description: 'Most items of a page' }),
} as const

/** A list's answer: its items and, unless it is the last page, where to continue. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional() })
