import { useRoute } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'

/** What was done in a list, said until the person goes on to another. */
export const useSaid = <Said>() => {
  const { path, query } = useRoute()
  const [said, say] = useState<Said | undefined>(undefined)
  useEffect(() => say(undefined), [path, query])
  return [said, say] as const
}
