import { useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'

const cursorsNow = (): readonly string[] => {
  const state: unknown = history.state
  const cursors = typeof state === 'object' && state !== null && 'cursors' in state ? state.cursors : []
  return Array.isArray(cursors) ? cursors.filter((cursor) => typeof cursor === 'string') : []
}

/** The path of the address, as a route has it. */
const pathNow = (): string => location.pathname.replace(/\/+$/, '') || '/'

/** Where in a list the page is: the cursors that led there lie in the browser's history, so that back and reload keep the place; another filter begins anew. While the next page loads, the place stays. */
export const useCursors = () => {
  const { path, query } = useRoute()
  const [cursors, setCursors] = useState(cursorsNow)
  useEffect(() => {
    const read = (): void => {
      if (pathNow() === path) setCursors(cursorsNow())
    }
    read()
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [path, query])
  const go = (next: readonly string[]): void => {
    history.pushState({ cursors: next }, '')
    // So that all of the page goes on with it.
    dispatchEvent(new PopStateEvent('popstate'))
  }
  return {
    cursor: cursors.at(-1),
    page: cursors.length,
    older: (nextCursor: string): void => go([...cursors, nextCursor]),
    newer: (): void => go(cursors.slice(0, -1)),
    first: (): void => go([]),
  }
}
