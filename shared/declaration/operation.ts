import type * as z from 'zod'
import type { MailKind } from '../notifications/mail-kind.ts'
import type { Kind } from '../table/kinds.ts'
import type { Role } from '../kernel/caller.ts'
import type { ForbiddenCode } from '../management/forbidden.ts'
import type { Problem, ProblemType } from '../kernel/problem.ts'
import type { Method } from './method.ts'

/** An HTTP route below `/v1`. */
export interface Http {
  readonly kind: 'http'
  readonly method: Method
  readonly path: `/${string}`
  /** The status of a done request: 201 where something was created. */
  readonly success: 200 | 201
  /** The status of a done request that found what it asks for, where that is another one. */
  readonly found?: 200
  /** The status of a request of which it is not known yet whether it is done, where there is one. */
  readonly open?: 202
}
/** Runs at an EventBridge Scheduler rate, such as `rate(5 minutes)`. */
export interface Schedule {
  readonly kind: 'schedule'
  readonly expression: `rate(${string})`
}
/** New items of one kind, as the table's stream delivers them. */
export interface Stream {
  readonly kind: 'stream'
  readonly of: Kind
}
/** What the mail service reports of a sent mail. */
export interface MailEvents {
  readonly kind: 'mail-events'
}
/** Events that unattended functions could not handle. */
export interface DeadLetters {
  readonly kind: 'dead-letters'
}
/** The user pool's trigger before it issues a token. */
export interface TokenGeneration {
  readonly kind: 'token-generation'
}
export type Trigger = Http | Schedule | Stream | MailEvents | DeadLetters | TokenGeneration

/** A route below `/v1`, the status of its success, and that of a success that found what was asked for, or of a request whose outcome may stay open. */
export const http = <const M extends Method>(
  method: M,
  path: `/${string}`,
  success: 200 | 201 = 200,
  other?: 200 | 202,
): Http => ({
  kind: 'http',
  method,
  path,
  success,
  ...(other === 200 ? { found: other } : {}),
  ...(other === 202 ? { open: other } : {}),
})
/** What a partner does in the Store and keeps after a revocation (R63). */
export const inStore = { allow: ['partner-admin'], surface: 'store', keptAfterRevocation: true } as const
/** Runs by the clock. */
export const schedule = (expression: Schedule['expression']): Schedule => ({ kind: 'schedule', expression })
/** Runs for each new item of a kind. */
export const stream = (of: Kind): Stream => ({ kind: 'stream', of })
/** Runs for each report of the mail service. */
export const mailEvents: MailEvents = { kind: 'mail-events' }
/** Runs for each event that another function could not handle. */
export const deadLetters: DeadLetters = { kind: 'dead-letters' }
/** Runs before a token is issued. */
export const tokenGeneration: TokenGeneration = { kind: 'token-generation' }

/** What an operation needs beyond the table; each becomes environment and permissions of its function. */
export type Need =
  | 'console-page'
  | 'cursors'
  | 'daily-mails'
  | 'dns'
  | 'first-staff-member'
  | 'mail'
  | 'payment-events'
  | 'payments'
  | 'recovery-page'
  | 'redrive'
  | 'store-page'

/** What an operation touches, by kind of item; with the gates it gives the function's exact permissions. */
export interface Touches {
  /** Read by key. */
  readonly reads?: readonly Kind[]
  /** Queried: a partition of the table, or of an index as `kind/index`. */
  readonly lists?: readonly (Kind | `${Kind}/${'listing' | 'due'}`)[]
  /** Created or replaced. */
  readonly puts?: readonly Kind[]
  /** Single attributes set. */
  readonly updates?: readonly Kind[]
  readonly deletes?: readonly Kind[]
  /** Only checked in the commit. */
  readonly checks?: readonly Kind[]
  readonly needs?: readonly Need[]
  /** Mails this operation puts into the outbox. */
  readonly mails?: readonly MailKind[]
}

interface Described extends Touches {
  /** One line for the reference page. */
  readonly summary: string
  /** The rules it keeps, such as `R31`. */
  readonly rules?: readonly `R${number}`[]
  /** Only stages with a programme clock have it. */
  readonly onlyWithClock?: true
}

/** Requests of a service that signs their bytes; the signature stands in place of an access token. */
export interface Signed {
  /** The header that holds the signature of the raw body. */
  readonly header: string
  /** The most bytes that a body may have. */
  readonly maxBytes: number
  /** How whatever is not signed is refused, always alike. */
  readonly refusal: ProblemType & (() => Problem)
}

/** A request over HTTP, declared once: route, gate, permissions, validation and documents derive from it. */
export interface HttpDeclaration extends Described {
  readonly on: Http
  readonly allow: 'public' | 'signed-in' | readonly Role[]
  /** Who may ask of a `public` operation: only the service that signs what it sends. */
  readonly signed?: Signed
  /**
   * What a partner admin may do here on behalf of the organisation, whose own roles `allow` names: the operation while a management
   * session is open, or never, as one of the ten (R50, R51); `opening` is what needs no session, as it opens one.
   */
  readonly onBehalf?: 'opening' | 'in-session' | { readonly never: ForbiddenCode }
  /** Whether it is the organisation's alone, where an admin of its partner is refused like anybody, and the attempt is in its log (R53). */
  readonly isOwn?: true
  /** Whether a partner admin acts from the Store (any active partner) or the Console (Workplace expertise too). */
  readonly surface?: 'store' | 'console'
  /** Whether a partner whose access was revoked keeps this operation (R63); all others on a customer are refused. */
  readonly keptAfterRevocation?: true
  /** Whether it refuses whoever it admits, whatever they send beside the path: it only tells them who can do it. */
  readonly alwaysRefused?: true
  readonly idempotencyKey?: 'accepted' | 'required'
  /** The kind whose version the `If-Match` header must name. */
  readonly ifMatch?: Kind
  /** Whether what does not exist yet has version 0, which `If-Match` may name. */
  readonly ifMatchMissing?: true
  /** Path, query and body members together; unknown members are refused. */
  readonly input: z.ZodObject
  readonly output: z.ZodType
  /** Where an answer is a text instead of JSON: the media type of each file that it may be, by name. */
  readonly produces?: Readonly<Record<string, 'text/csv' | 'application/jsonl'>>
  readonly problems?: readonly ProblemType[]
}

/** A function that has no route. */
export interface EventDeclaration extends Described {
  readonly on: Schedule | Stream | MailEvents | DeadLetters | TokenGeneration
  /** Seconds that it may run; 60 by default. */
  readonly timeoutSeconds?: number
}

export type Declaration = HttpDeclaration | EventDeclaration

/** A named operation whose declaration is made when first asked for, so that bundles drop the operations they do not serve. */
export interface Operation<D extends Declaration = Declaration> {
  readonly name: string
  readonly declaration: D
}

export type HttpOperation = Operation<HttpDeclaration>
export type EventOperation = Operation<EventDeclaration>

/** Declares an operation; its name is also its export, its file, its construct and its operationId. */
export const operation = <const D extends Declaration>(name: string, declare: () => D): Operation<D> => {
  let made: D | undefined
  return {
    name,
    get declaration() {
      return (made ??= declare())
    },
  }
}

/** Whether no caller waits for the operation's answer, so that an event that it could not handle becomes a dead letter. */
export const isUnattended = ({ declaration: { on } }: Operation): boolean =>
  on.kind === 'schedule' || on.kind === 'stream' || on.kind === 'mail-events'

/** Whether the operation has a route. */
export const isHttp = (candidate: Operation): candidate is HttpOperation =>
  candidate.declaration.on.kind === 'http'

/** Names of the `{parameters}` in a path, in order. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** The roles of which an operation asks for one; none where anybody signed in may ask. */
export const rolesOf = ({ allow }: HttpDeclaration): readonly Role[] =>
  typeof allow === 'string' ? [] : allow

/** Whether the operation admits an admin of the organisation's partner. */
export const admitsPartner = (declaration: HttpDeclaration): boolean =>
  rolesOf(declaration).includes('partner-admin') || declaration.onBehalf === 'in-session'

/** Whether an admin of the organisation's partner is asked for, if only to be refused by name. */
export const meetsPartner = (declaration: HttpDeclaration): boolean =>
  rolesOf(declaration).includes('partner-admin') || declaration.onBehalf !== undefined

/** Whether refusals of an admin of the organisation's partner are in its log, and come before the body is read (R53). */
export const logsRefusals = ({ onBehalf, isOwn }: HttpDeclaration): boolean =>
  onBehalf !== undefined || isOwn === true

/** Whether a partner admin must have a management session open. */
export const needsSession = ({ onBehalf }: HttpDeclaration): boolean => onBehalf === 'in-session'

/** The surface from which a partner admin acts; what is done on behalf of an organisation is done from the Console. */
export const surfaceOf = ({ surface, onBehalf }: HttpDeclaration): 'store' | 'console' | undefined =>
  surface ?? (onBehalf ? 'console' : undefined)

/** Whether the operation acts on one customer organisation, named in its path. */
export const isOnCustomer = (declaration: HttpDeclaration): boolean =>
  pathParameters(declaration.on.path).includes('customerId')
