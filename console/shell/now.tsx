import { createContext, type ComponentChildren } from 'preact'
import { useContext, useMemo } from 'preact/hooks'
import { useMe } from '../api/me.ts'

const NowContext = createContext<() => string>(() => new Date(0).toISOString())

/** Gives what is inside the time of the programme, which the API tells and which runs on from there; the computer's own clock is never asked. */
export const ProgrammeTime = ({ children }: { children: ComponentChildren }) => {
  const told = useMe().data?.answer.now
  const now = useMemo(() => {
    const since = performance.now()
    return () => new Date(Date.parse(told ?? '1970-01-01') + performance.now() - since).toISOString()
  }, [told])
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>
}

/** The time of the programme, as an instant. */
export const useNow = (): string => useContext(NowContext)()
