import type { Method } from '../declaration/method.ts'

/** What a client knows of a route without the operation's schemas. */
export interface Route {
  readonly method: Method
  readonly path: `/${string}`
  readonly allow: 'public' | 'signed-in'
  readonly idempotencyKey?: 'accepted' | 'required'
  /** The media types of an answer that is text instead of JSON. */
  readonly produces?: readonly string[]
}
