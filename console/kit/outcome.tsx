import type { ProblemError } from '../../shared/client/problem-error.ts'
import { Refused } from './refused.tsx'

interface OutcomeProps {
  readonly change: { readonly problem: ProblemError | undefined }
  /** Sends the same again, with the same key. */
  readonly again: () => void
}

const MAY_BE_REPEATED = new Set([0, 401, 429])

/** Why a change was refused, at the button that sent it; nothing while it was not. */
export const Outcome = ({ change: { problem }, again }: OutcomeProps) => {
  if (problem === undefined) return null
  const isRepeatable = MAY_BE_REPEATED.has(problem.status) || problem.status >= 500
  return <Refused problem={problem} again={isRepeatable ? again : undefined} isAlert />
}
