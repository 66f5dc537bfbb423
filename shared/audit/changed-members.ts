type Members = Readonly<Record<string, unknown>>

/** The members in which two versions of something differ: their names, and as they were and as they are (R53). */
export const changedMembers = (before: Members, after: Members) => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const of = (all: Members) => Object.fromEntries(names.map((name) => [name, all[name]]))
  return { names, before: of(before), after: of(after) }
}
