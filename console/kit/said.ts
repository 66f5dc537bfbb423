import { useHere } from '../list/here.ts'

/** What was done last on a page, and how often something was; said until the person goes on to another list of it. */
export const useSaid = <Said>() => {
  const [{ said, times } = { said: undefined, times: 0 }, set] = useHere<{ said: Said; times: number }>()
  const say = (next: Said): void => set((before) => ({ said: next, times: (before?.times ?? 0) + 1 }))
  return [said, say, times] as const
}
