import { Problem, type ProblemType } from '../../../shared/kernel/problem.ts'

/** The kind of refusal that a decision throws; fails where it throws none. */
export const refusal = (decide: () => unknown): ProblemType => {
  try {
    decide()
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type
    throw thrown
  }
  throw new Error('Nothing was refused')
}
