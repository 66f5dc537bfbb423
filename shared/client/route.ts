import type { HttpDeclaration } from '../declaration/operation.ts'
import type { IssueCode } from '../kernel/issue-codes.ts'
import type { Method } from '../declaration/method.ts'

/** What a client knows of a route without the operation's schemas. */
export interface Route {
  readonly method: Method
  readonly path: `/${string}`
  /** Who may ask, by the caller's roles. */
  readonly allow: HttpDeclaration['allow']
  /** Whether a partner admin may ask too, on behalf of the organisation, while a management session is open (R51). */
  readonly inSession?: true
  /** The surface that a partner admin asks from, one of those that `getMe` lists. */
  readonly surface?: 'store' | 'console'
  readonly idempotencyKey?: 'accepted' | 'required'
  /** The media types of an answer that is text instead of JSON. */
  readonly produces?: readonly string[]
}

/** What a member of a body is bounded by: its length, its number of members, its form, or its value. */
export type BodyLimits = Readonly<
  Record<
    string,
    {
      readonly required?: true
      readonly min?: number
      readonly max?: number
      /** The form of its text, perhaps wider than the API's, and the code of what lacks it. */
      readonly pattern?: string
      readonly code?: IssueCode
      readonly allowed?: readonly string[]
    }
  >
>
