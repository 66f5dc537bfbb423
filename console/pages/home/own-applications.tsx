import { useAsk } from '../../api/ask.ts'
import { Answered } from '../../kit/answered.tsx'

/** What who has no role yet sees: their applications, or the way to one. */
export const OwnApplications = () => {
  const asked = useAsk(['listOwnApplications'], (api, signal) => api.listOwnApplications({}, { signal }))
  return <Answered asked={asked}>{({ items }) => <p>{items.length}</p>}</Answered>
}
