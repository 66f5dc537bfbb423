import { useChosen, useQuery } from '../../list/filters.tsx'

/** What the address says that the list is narrowed to. */
export const useFilter = () => {
  const { search } = useQuery().query
  const domainState = useChosen('domainState', ['unverified', 'verified'])
  const trial = useChosen('trial', ['running', 'ending', 'ended'])
  return {
    ...(search ? { search } : {}),
    ...(domainState ? { domainState } : {}),
    ...(trial ? { trial } : {}),
  }
}
export type Filter = ReturnType<typeof useFilter>
