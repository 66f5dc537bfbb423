const STATES = ['unverified', 'verified'] as const
const TRIALS = ['running', 'ending', 'ended', 'none'] as const

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text)

/** What the address says that the list is narrowed to; what it does not know is left out. */
export const filterOf = (query: Readonly<Record<string, string | undefined>>) => {
  const { search } = query
  const domainState = oneOf(STATES, query['domainState'])
  const trial = oneOf(TRIALS, query['trial'])
  return {
    ...(search ? { search } : {}),
    ...(domainState ? { domainState } : {}),
    ...(trial ? { trial } : {}),
  }
}
export type Filter = ReturnType<typeof filterOf>
