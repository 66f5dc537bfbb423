import type * as arrange from '../support/arrange.ts'
import type { SeenCommit } from '../support/faults/fault-proxy.ts'

/** What somebody committed by requests sent after a tick; a commit delivered twice is done once, the second only says so again. */
export const commitsAfter = (
  tick: number,
  seen: readonly SeenCommit[],
  { sub }: arrange.Somebody,
): SeenCommit[] => {
  const firstSent = new Map(seen.toReversed().map(({ body, sentAt }) => [body, sentAt] as const))
  return seen.filter(
    ({ committed, sentAt, body }) =>
      committed && sentAt > tick && body.includes(JSON.stringify(sub)) && firstSent.get(body) === sentAt,
  )
}
