import { Problem } from '../../../shared/kernel/problem.ts'

/** The code and the details with which a decision is refused; `undefined` where it is not. */
export const problemOf = (decide: () => unknown) => {
  try {
    decide()
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.type.code, details: thrown.details }
    throw thrown
  }
  return undefined
}
