import type { Query, QueryClient } from '@tanstack/preact-query'
import { isProblem } from '../../shared/client/problem-error.ts'
import { isOfThePage } from './refusal.tsx'

/** What is of the person, wherever they are; it outlives the refusal of a page. */
const OF_THE_PERSON = new Set<unknown>(['getMe', 'listOwnOrganizations'])

/** Whether something is read of an area that may refuse the person. */
export const isOfAnArea = ({ queryKey: [operation] }: Pick<Query, 'queryKey'>): boolean =>
  !OF_THE_PERSON.has(operation)

/** Drops what was read of an area that now refuses the person, and has the person's roles read again. */
export const dropRefused = (
  queries: QueryClient,
  failure: unknown,
  refused?: Query<unknown, unknown>,
): void => {
  if (!isProblem(failure)) return
  if (failure.status === 403 && (refused === undefined || isOfAnArea(refused)))
    void queries.invalidateQueries({ queryKey: ['getMe'] })
  if (!isOfThePage(failure)) return
  refused?.setState({ data: undefined })
  queries.removeQueries({ type: 'inactive', predicate: isOfAnArea })
  // What the page has read besides is refused by itself.
  if (refused === undefined) void queries.invalidateQueries({ predicate: isOfAnArea })
}
