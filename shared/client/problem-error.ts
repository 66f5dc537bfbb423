import type { HttpDeclarations, HttpOperationName } from '../contract/http-declarations.ts'
import type { ProblemType } from '../kernel/problem.ts'
import type * as problems from '../kernel/problems.ts'

type CodeOf<Exported> = Exported extends ProblemType<infer Code> ? Code : never
type DeclaredCode<Name extends HttpOperationName> = HttpDeclarations[Name] extends {
  readonly problems: readonly (infer P)[]
}
  ? CodeOf<P>
  : never

/** What the way to an operation answers, and not the operation. */
export type TransportCode =
  | 'scope-missing'
  | 'no-such-route'
  | 'too-many-requests'
  /** Something broke on the other side; `requestId` names it. */
  | 'defect'
  /** No answer at all: nobody knows whether the request was done, so repeat it with the same idempotency key. */
  | 'unreachable'

/** Every code that a `ProblemError` can bear. */
export type ProblemCode =
  | { [Name in keyof typeof problems]: CodeOf<(typeof problems)[Name]> }[keyof typeof problems]
  | { [Name in HttpOperationName]: DeclaredCode<Name> }[HttpOperationName]
  | TransportCode

interface Refused {
  /** One of the codes of this version, or one that a newer API has. */
  readonly code: ProblemCode | (string & {})
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number
  readonly title: string
  /** What the person can do about it. */
  readonly advice?: string
  readonly requestId?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** A request was refused: by the programme, by the gateway before it, or for want of an answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: Refused['code']
  readonly status: number
  readonly title: string
  readonly advice: string
  readonly requestId: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    { code, status, title, advice = '', requestId, details = {} }: Refused,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${title}`, options)
    this.code = code
    this.status = status
    this.title = title
    this.advice = advice
    this.requestId = requestId
    this.details = details
  }
}

/** Whether something thrown is a refusal, of one code where it is given. */
export const isProblem = (thrown: unknown, code?: ProblemCode): thrown is ProblemError =>
  thrown instanceof ProblemError && (code === undefined || thrown.code === code)
