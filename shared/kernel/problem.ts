import * as z from 'zod'

/** Why a request is refused; `functions/problem-details.ts` alone maps a kind to an HTTP status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'payment-required'
  | 'stale'
  | 'precondition-required'
  | 'too-large'
  | 'too-many'
  | 'unsupported'
  | 'unavailable'

type Reserved = 'type' | 'title' | 'status' | 'detail' | 'instance'
type DetailShape = Readonly<Record<string, z.ZodType>> & { readonly [K in Reserved]?: never }

/** A refusal in domain words: thrown by rules, caught once by `serve`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly type: ProblemType
  readonly details: Readonly<Record<string, unknown>>

  constructor(type: ProblemType, details: Readonly<Record<string, unknown>>) {
    super(type.code)
    this.type = type
    this.details = details
  }
}

/** What a kind of refusal always says: its code, title, advice and the schema of its details. */
export interface ProblemType<Code extends string = string> {
  readonly code: Code
  readonly kind: ProblemKind
  readonly title: string
  readonly advice: string
  /** The schema of its details, created when it is asked for, as a refusal does not need it. */
  readonly details: () => z.ZodObject
}

type Refusal<Code extends string, Shape extends DetailShape> = ProblemType<Code> &
  (keyof Shape extends never
    ? () => Problem
    : (details: z.input<z.ZodObject<{ -readonly [K in keyof Shape]: Shape[K] }>>) => Problem)

interface ProblemWords {
  readonly kind: ProblemKind
  /** What is wrong, as a noun phrase or short sentence for a person. */
  readonly title: string
  /** What the person can do about it. */
  readonly advice: string
}

/** Declares a refusal; the result is called with its details to make the Problem that is thrown. */
export const problem = <const Code extends string, Shape extends DetailShape = Record<never, never>>(
  code: Code,
  words: ProblemWords,
  shape?: Shape | (() => Shape),
): Refusal<Code, Shape> => {
  const details = () => z.strictObject({ ...(typeof shape === 'function' ? shape() : shape) })
  const make = (given: Readonly<Record<string, unknown>> = {}): Problem => new Problem(type, given)
  const type: Refusal<Code, Shape> = Object.assign(make, { code, ...words, details })
  return type
}
