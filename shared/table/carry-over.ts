import type * as z from 'zod'
import type { Attributes, StoredItem } from './table.ts'

const isObject = (value: unknown): value is Attributes => typeof value === 'object' && value !== null
const isMap = (value: unknown): value is Attributes => isObject(value) && !Array.isArray(value)

/** Parses a stored item; leaves out what newer code may have added to it, also where a nested schema is strict. */
export const parseStored = <S extends z.ZodType>(schema: S, item: StoredItem): z.output<S> => {
  const { error, data } = schema.safeParse(item)
  if (!error) return data
  const known = structuredClone(item)
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys') {
      const owner = issue.path.reduce<unknown>(
        (value, name) => isObject(value) && Reflect.get(value, name),
        known,
      )
      for (const name of issue.keys) if (isObject(owner)) Reflect.deleteProperty(owner, name)
    }
  return schema.parse(known)
}

/** `next` with the members of `stored` that `known` lacks, unless it has them itself; also in nested objects that it keeps, not in lists. */
export const withUnknown = (stored: Attributes, known: Attributes, next: Attributes): Attributes => {
  const carried: Record<string, unknown> = { ...next }
  for (const name of Object.keys(stored)) {
    const [value, before, after] = [stored[name], known[name], next[name]]
    if (isMap(value) && isMap(before) && isMap(after)) carried[name] = withUnknown(value, before, after)
    else if (!(name in known) && !(name in next)) carried[name] = value
  }
  return carried
}
