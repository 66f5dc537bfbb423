/** A form as a tree: texts, lists and members. */
export type FormValue = string | readonly FormValue[] | { readonly [name: string]: FormValue }

const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/

const tree = (entries: readonly (readonly [readonly string[], string])[]): FormValue => {
  const [first] = entries
  if (first?.[0].length === 0) return first[1]
  const groups = Map.groupBy(entries, ([[name = '']]) => name)
  const members = [...groups].map(
    ([name, within]) => [name, tree(within.map(([[, ...rest], value]) => [rest, value]))] as const,
  )
  return members.every(([name]) => /^\d*$/.test(name))
    ? members.map(([, member]) => member)
    : Object.fromEntries(members)
}

/** Reads an encoded form whose names nest by brackets, such as `metadata[paymentId]=…` and `expand[0]=…`. */
export const readForm = (encoded: string): FormValue => {
  const entries = [...new URLSearchParams(encoded)].map(([key, value]) => {
    const [, name = key, brackets = ''] = KEY.exec(key) ?? []
    return [
      [name, ...[...brackets.matchAll(/\[([^[\]]*)\]/g)].map(([, inner = '']) => inner)],
      value,
    ] as const
  })
  return entries.length === 0 ? {} : tree(entries)
}
