import * as z from 'zod'
import type { Problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Kind } from './kinds.ts'
import type { Attributes, Condition, Key, StoredItem } from './table.ts'

/** What the table adds to an entity: its version is the sequence number of its newest audit entry. */
export const Versioned = z.object({ version: z.int().positive(), auditHash: z.string(), auditAt: Instant })
export type Versioned = z.infer<typeof Versioned>
export type Stored<T> = T & Versioned

/** What happened to an entity: an action as noun.past-participle and what is worth keeping of it. */
export interface AuditEvent {
  readonly action: `${string}.${string}`
  readonly details?: Attributes
}

/** One change that an operation decided on; `commit.ts` turns it into writes. */
export type Change<K extends Kind = Kind> =
  | {
      readonly verb: 'version'
      readonly kind: K
      readonly key: Key
      readonly item: Attributes
      /** Absent for the first version. */
      readonly previous?: Versioned
      readonly event: AuditEvent
    }
  | {
      readonly verb: 'put'
      readonly kind: K
      readonly key: Key
      readonly item: Attributes
      readonly condition?: Condition
      /** Thrown when the condition does not hold; without it the operation decides anew. */
      readonly refusal?: Problem
    }
  | {
      readonly verb: 'update'
      readonly kind: K
      readonly key: Key
      readonly set: Attributes
      readonly condition?: Condition
    }
  | { readonly verb: 'delete'; readonly kind: K; readonly key: Key; readonly condition?: Condition }
  | { readonly verb: 'check'; readonly kind: K; readonly key: Key; readonly condition: Condition }

/** How one kind of item is found and read. */
export interface Found<K extends Kind, Item, Of> {
  readonly kind: K
  readonly key: (of: Of) => Key
  /** A stored item is parsed, never cast; what does not parse is a defect. */
  readonly parse: (item: StoredItem) => Item
}

interface Shape<K extends Kind, S extends z.ZodObject, Of> {
  readonly kind: K
  readonly schema: S
  readonly key: (of: Of) => Key
  /** Attributes for the listing and due indexes, and `expiresAt` in epoch seconds. */
  readonly index?: (item: z.output<S>) => Attributes
}

const attributesOf =
  <S extends z.ZodObject>({ schema, index }: Pick<Shape<Kind, S, never>, 'schema' | 'index'>) =>
  (item: z.output<S>): Attributes => {
    const parsed = schema.parse(item)
    return { ...parsed, ...index?.(parsed) }
  }

/** An entity: each change makes its next version and has its entry in the entity's audit chain. */
export const entity = <const K extends Kind, S extends z.ZodObject, Of>(shape: Shape<K, S, Of>) => {
  type Item = z.output<S>
  const { kind, schema, key } = shape
  const attributes = attributesOf(shape)
  return {
    kind,
    key,
    parse: (item: StoredItem): Stored<Item> => ({ ...schema.parse(item), ...Versioned.parse(item) }),
    /** The first version. */
    create: (item: Item & Of, event: AuditEvent): Change<K> => ({
      verb: 'version',
      kind,
      key: key(item),
      item: attributes(item),
      event,
    }),
    /** The next version of exactly the version that was read. */
    replace: (previous: Stored<Item>, next: Item & Of, event: AuditEvent): Change<K> => ({
      verb: 'version',
      kind,
      key: key(next),
      item: attributes(next),
      previous: { version: previous.version, auditHash: previous.auditHash, auditAt: previous.auditAt },
      event,
    }),
    /** Holds the entity still, as it was read, while the rest commits. */
    unchanged: (previous: Stored<Item> & Of): Change<K> => ({
      verb: 'check',
      kind,
      key: key(previous),
      condition: { equals: { version: previous.version } },
    }),
  }
}

/** A row: an item that follows from an entity's change and is written in the same commit. */
export const row = <const K extends Kind, S extends z.ZodObject, Of>(shape: Shape<K, S, Of>) => {
  type Item = z.output<S>
  const { kind, schema, key } = shape
  const attributes = attributesOf(shape)
  const put = (item: Item & Of, condition?: Condition, refusal?: Problem): Change<K> => ({
    verb: 'put',
    kind,
    key: key(item),
    item: attributes(item),
    ...(condition ? { condition } : {}),
    ...(refusal ? { refusal } : {}),
  })
  return {
    kind,
    key,
    parse: (item: StoredItem): Item => schema.parse(item),
    put,
    /** Puts the row only where none is; otherwise refuses, or decides anew without a refusal. */
    claim: (item: Item & Of, refusal?: Problem): Change<K> => put(item, { absent: true }, refusal),
    set: (of: Of, set: Attributes, condition?: Condition): Change<K> => ({
      verb: 'update',
      kind,
      key: key(of),
      set,
      ...(condition ? { condition } : {}),
    }),
    remove: (of: Of, condition?: Condition): Change<K> => ({
      verb: 'delete',
      kind,
      key: key(of),
      ...(condition ? { condition } : {}),
    }),
  }
}
