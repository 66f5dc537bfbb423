import type { ProblemError } from '../../shared/client/problem-error.ts'
import { Alert } from './alert.tsx'
import { Refused } from './refused.tsx'

interface OutcomeProps {
  readonly change: { readonly problem: ProblemError | undefined }
  /** Sends the same again, with the same key; absent where another button does. */
  readonly again?: (() => void) | undefined
}

const MAY_BE_REPEATED = new Set([0, 401, 429])

/** Why a change was refused, below the button that sent it, so that nothing moves for it; nothing while it was not. */
export const Outcome = ({ change: { problem }, again }: OutcomeProps) => {
  if (problem === undefined) return null
  const isRepeatable = MAY_BE_REPEATED.has(problem.status) || problem.status >= 500
  return (
    <Alert>
      <Refused problem={problem} again={isRepeatable ? again : undefined} />
    </Alert>
  )
}
