const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, sorted(Reflect.get(value, name))]))
}

/** JSON with members in code-unit order and undefined ones left out, so that equal values have equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value))
