import type { ProblemCode, TransportCode } from '../../client/problem-error.ts'

/** What can be answered: every refusal of the contract, and `defect` for what broke on our side. */
type AnsweredCode = Exclude<ProblemCode, Exclude<TransportCode, 'defect'>>

/** The title and the advice of each refusal in a language besides English, whose words stand at the declaration; a refusal without words does not compile. */
export type ProblemWords = { readonly [Part in `${AnsweredCode}.${'title' | 'advice'}`]: string }
