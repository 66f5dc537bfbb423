/**
 * Finds the longest suffix of a host in A-labels that has a rule. The rules are lines: a suffix, and between spaces the labels that are suffixes
 * below it, `*` for every label and `!` before one that is none. They are split when the first host is looked up.
 */
export const suffixLookup = (rules: string) => {
  let lines: ReadonlyMap<string, string> | undefined
  return (host: string): string | undefined => {
    lines ??= new Map(rules.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line]))
    let found: string | undefined
    let suffix = ''
    for (const label of host.split('.').reverse()) {
      const line = lines.get(suffix) ?? ''
      const name = suffix === '' ? label : `${label}.${suffix}`
      if (line.includes(` ${label} `)) found = name
      else if (line.includes(` !${label} `)) return suffix
      else if (line.includes(' * ')) found = name
      suffix = name
    }
    return found
  }
}
