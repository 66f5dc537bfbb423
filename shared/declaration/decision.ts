import type * as z from 'zod'
import type { MailKind } from '../notifications/mail-kind.ts'
import type { Effect } from '../notifications/outbox.ts'
import type { Kind } from '../table/kinds.ts'
import type { Change } from '../table/record.ts'
import type { Declaration, HttpDeclaration } from './operation.ts'

type Members<T> = T extends readonly (infer Member)[] ? Member : never
type BaseKind<T> = T extends `${infer K extends Kind}/${string}` ? K : T extends Kind ? T : never

/** Kinds that the declaration says are read by key. */
export type ReadKind<D extends Declaration> = BaseKind<Members<D['reads']>>
/** Kinds that the declaration says are queried. */
export type ListedKind<D extends Declaration> = BaseKind<Members<D['lists']>>
/** Kinds that the declaration says are written. */
export type WrittenKind<D extends Declaration> =
  | BaseKind<Members<D['puts']>>
  | BaseKind<Members<D['updates']>>
  | BaseKind<Members<D['deletes']>>
  | BaseKind<Members<D['checks']>>

/** An effect that the declaration allows: one of its mails, or any other effect where it puts outbox entries itself. */
export type DeclaredEffect<D extends Declaration> =
  | (Extract<Effect, { kind: 'mail' }> & { mail: Extract<Members<D['mails']>, MailKind> })
  | (BaseKind<Members<D['puts']>> extends infer Put
      ? 'outboxEntry' extends Put
        ? Exclude<Effect, { kind: 'mail' }>
        : never
      : never)

/** What an operation decided: its answer and what is to be committed with it. */
export interface Decision<D extends HttpDeclaration> {
  readonly answer: z.input<D['output']>
  /** Which of its files the answer is; the first unless told. */
  readonly file?: keyof D['produces']
  /** A reference to the next page of the file, relative to the request. */
  readonly nextPage?: string | undefined
  /** Whether it found what was asked for, which some operations answer with another status. */
  readonly found?: true
  readonly changes?: readonly Change<WrittenKind<D>>[]
  readonly outbox?: readonly DeclaredEffect<D>[]
}
