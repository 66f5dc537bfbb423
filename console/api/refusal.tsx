import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import type { ProblemError } from '../../shared/client/problem-error.ts'

/** Refusals that hold for all of a page, whatever was asked there. */
const OF_THE_PAGE = new Set<string>([
  'access-revoked',
  'partner-deactivated',
  'console-requires-workplace',
  'role-required',
  'customer-not-found',
])

/** Whether a refusal stands in place of the page. */
export const isOfThePage = ({ code }: ProblemError): boolean => OF_THE_PAGE.has(code)

/** Takes a refusal that stands in place of the page; the page gives it. */
export const PageRefusal = createContext<(problem: ProblemError) => void>(() => undefined)

/** Tells the page of a refusal; those that do not concern all of it are ignored. */
export const usePageRefusal = (): ((problem: ProblemError) => void) => {
  const refuse = useContext(PageRefusal)
  return (problem) => {
    if (isOfThePage(problem)) refuse(problem)
  }
}

/** Tells the page that what it reads is refused. */
export const useReadRefusal = (problem: ProblemError | null): void => {
  const refuse = usePageRefusal()
  useEffect(() => {
    if (problem !== null) refuse(problem)
  }, [problem])
}
