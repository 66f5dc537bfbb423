import type { HttpDeclarations, HttpOperationName } from '../contract/http-declarations.ts'
import type { ProblemType } from '../kernel/problem.ts'
import type * as problems from '../kernel/problems.ts'
import type { forbiddenToPartnerAdmin } from '../management/forbidden.ts'
import type { managementSessionRequired } from '../management/session.ts'

type CodeOf<Exported> = Exported extends ProblemType<infer Code> ? Code : never
type DeclaredCode<D> =
  | (D extends { readonly problems: readonly (infer P)[] } ? CodeOf<P> : never)
  | (D extends { readonly signed: { readonly refusal: infer P } } ? CodeOf<P> : never)

/** Answers of the gateway and other parts before the operation. */
export type TransportCode =
  | 'scope-missing'
  | 'no-such-route'
  | 'too-many-requests'
  /** The API failed; `requestId` names the request. */
  | 'defect'
  /** No answer: the outcome of the request is unknown, so repeat it with the same idempotency key. */
  | 'unreachable'

/** Every code that a `ProblemError` can have. */
export type ProblemCode =
  | { [Name in keyof typeof problems]: CodeOf<(typeof problems)[Name]> }[keyof typeof problems]
  | CodeOf<typeof forbiddenToPartnerAdmin>
  | CodeOf<typeof managementSessionRequired>
  | DeclaredCode<HttpDeclarations[HttpOperationName]>
  | TransportCode

interface Refused {
  /** One of the codes of this version, or one that a newer API has. */
  readonly code: ProblemCode | (string & {})
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number
  readonly title: string
  /** What the person can do about it. */
  readonly advice?: string
  /** The language of title and advice; absent where they are of the gateway or the client, in English. */
  readonly language?: string
  readonly requestId?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** A request was refused by the programme or by the gateway, or got no answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: Refused['code']
  readonly status: number
  readonly title: string
  readonly advice: string
  readonly language: string | undefined
  readonly requestId: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    { code, status, title, advice = '', language, requestId, details = {} }: Refused,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${title}`, options)
    this.code = code
    this.status = status
    this.title = title
    this.advice = advice
    this.language = language
    this.requestId = requestId
    this.details = details
  }
}

/** Whether a thrown value is a refusal; where a code is given, one of this code. */
export const isProblem = (thrown: unknown, code?: ProblemCode): thrown is ProblemError =>
  thrown instanceof ProblemError && (code === undefined || thrown.code === code)
