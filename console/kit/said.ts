import { useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'

/** What was done last on a page, and how often something was; said until the person goes on to another list of it. */
export const useSaid = <Said>() => {
  const { query } = useRoute()
  const [{ said, times }, set] = useState<{ said: Said | undefined; times: number }>({
    said: undefined,
    times: 0,
  })
  const say = (next: Said | undefined): void => set((before) => ({ said: next, times: before.times + 1 }))
  useEffect(() => say(undefined), [query])
  return [said, say, times] as const
}
