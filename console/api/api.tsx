import { focusManager, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { createContext, type ComponentChildren } from 'preact'
import { useContext, useEffect, useMemo } from 'preact/hooks'
import { createClient, type Client } from '../../shared/client/client.ts'
import { isProblem } from '../../shared/client/problem-error.ts'
import type { Session, SessionState } from '../session/session.ts'
import { useWords } from '../words/words.tsx'
import { dropRefused } from './dropped.ts'
import { fetchAs } from './fetch-as.ts'

const RETRIES = 3
const BUSY = new Set([0, 429, 503])

/** Whether a request is refused only for now, or nobody knows what became of it. */
const isBusy = (failure: unknown): boolean => isProblem(failure) && BUSY.has(failure.status)

/** A page is asked for anew when its window is seen again, and when it is worked in again beside others. */
focusManager.setEventListener((onFocus) => {
  const seen = (): void => onFocus()
  const ended = new AbortController()
  for (const event of ['visibilitychange', 'focus']) addEventListener(event, seen, { signal: ended.signal })
  return () => ended.abort()
})

const newQueries = (): QueryClient => {
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: (failure, query) => dropRefused(queries, failure, query) }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: 'always',
        networkMode: 'always',
        retry: (count, failure) => count < RETRIES && isBusy(failure),
        retryDelay: (count) => 500 * 2 ** count,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return queries
}

const ClientContext = createContext<Client | undefined>(undefined)

interface ApiProps {
  readonly session: Session
  readonly state: SessionState
  readonly children: ComponentChildren
}

/** Gives the API, as the person who is signed in and in their language, to what is inside. */
export const Api = ({ session, state, children }: ApiProps) => {
  const { language } = useWords()
  const queries = useMemo(newQueries, [session])
  // Once the pages are gone, as what a page shows outlives a clearing by minutes.
  useEffect(() => {
    if (state === 'signed-out') queries.clear()
  }, [state, queries])
  const client = useMemo(
    () =>
      createClient({
        baseUrl: location.origin,
        token: () => session.token,
        language: () => language,
        fetch: fetchAs(session),
      }),
    [session, language],
  )
  return (
    <QueryClientProvider client={queries}>
      <ClientContext.Provider value={client}>{children}</ClientContext.Provider>
    </QueryClientProvider>
  )
}

/** The API's client, one method an operation. */
export const useApi = (): Client => {
  const client = useContext(ClientContext)
  if (client === undefined) throw new Error('There is no API outside of <Api>')
  return client
}
