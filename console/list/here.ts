import { useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { useCursors } from './cursors.ts'

/** What a page has open or says of the list that it shows; forgotten when the person goes on to another, or to another place in it. */
export const useHere = <Value>() => {
  const { query } = useRoute()
  const { cursor } = useCursors()
  const [value, set] = useState<Value | undefined>(undefined)
  useEffect(() => set(undefined), [query, cursor])
  return [value, set] as const
}
