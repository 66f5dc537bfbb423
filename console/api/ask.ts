import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/preact-query'
import type { Answer, Client } from '../../shared/client/client.ts'
import type { ProblemError } from '../../shared/client/problem-error.ts'
import { useApi } from './api.tsx'

/** The operation and what it is asked about. */
export type Key = readonly [operation: keyof Client, ...about: unknown[]]

export interface Asking {
  /** Asked again after so many milliseconds, while the page is seen. */
  readonly everyMs?: number
  /** Whether a part of a page that opens takes only what is answered from then on, however new the answer before is. */
  readonly onOpening?: boolean
}

export type Asked<Output> = Pick<
  UseQueryResult<Answer<Output>, ProblemError>,
  'data' | 'error' | 'isFetching' | 'isPending' | 'refetch'
>

/** Asks an operation, and again when the page is seen again; every part of a page that asks the same shares one answer. */
export const useAsk = <Output>(
  key: Key,
  ask: (api: Client, signal: AbortSignal) => Promise<Answer<Output>>,
  { everyMs = 0, onOpening = false }: Asking = {},
): Asked<Output> => {
  const api = useApi()
  const asked = useQuery<Answer<Output>, ProblemError>({
    queryKey: key,
    queryFn: ({ signal }) => ask(api, signal),
    refetchInterval: everyMs,
    refetchOnMount: onOpening ? 'always' : true,
  })
  return onOpening && !asked.isFetchedAfterMount ? { ...asked, data: undefined } : asked
}

/** Has what was answered to operations asked again, of one thing or of all; everything, where none is named. */
export const useAskAgain = (): ((...keys: Key[]) => Promise<void>) => {
  const queries = useQueryClient()
  return async (...keys) => {
    if (keys.length === 0) return queries.invalidateQueries()
    await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: key })))
  }
}
