import { useQueryClient } from '@tanstack/preact-query'
import { createContext, type ComponentChildren } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { useMe } from '../api/me.ts'

/** So far ahead of what is shown, somebody has moved the clock, or the computer has slept. */
const JUMP_MS = 60_000

/** A time that was told, which runs on by itself. */
interface Told {
  readonly at: string | undefined
  readonly now: () => string
}

const runningFrom = (at: string | undefined): Told => {
  const since = performance.now()
  return {
    at,
    now: () => new Date(Date.parse(at ?? '1970-01-01') + performance.now() - since).toISOString(),
  }
}

const NowContext = createContext<() => string>(() => new Date(0).toISOString())

/** Gives what is inside the time of the programme, which the API tells and which runs on from there; the computer's own clock is never asked. Where it jumps ahead, all that was read is asked for anew. */
export const ProgrammeTime = ({ children }: { children: ComponentChildren }) => {
  const at = useMe().data?.answer.now
  const queries = useQueryClient()
  const told = useRef<Told>(runningFrom(undefined))
  const { current: before } = told
  if (at !== before.at) told.current = runningFrom(at)
  useEffect(() => {
    if (at === undefined || before.at === undefined || before.at === at) return
    if (Date.parse(at) - Date.parse(before.now()) > JUMP_MS)
      void queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => operation !== 'getMe' })
  }, [at])
  return <NowContext.Provider value={told.current.now}>{children}</NowContext.Provider>
}

/** Tells the time of the programme, as an instant, whenever it is asked. */
export const useTime = (): (() => string) => useContext(NowContext)

/** The time of the programme when it is drawn. */
export const useNow = (): string => useTime()()
