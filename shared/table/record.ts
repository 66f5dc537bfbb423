import * as z from 'zod'
import type { Problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import { parseStored, withUnknown } from './carry-over.ts'
import type { Kind } from './kinds.ts'
import type { Attributes, Condition, Key, StoredItem, Update } from './table.ts'

/** What the table adds to an entity: its version is the sequence number of its newest audit entry. */
export const Versioned = z.object({ version: z.int().positive(), auditHash: z.string(), auditAt: Instant })
export type Versioned = z.infer<typeof Versioned>
export type Stored<T> = T & Versioned

/** What happened to an entity: an action as noun.past-participle, and its details. */
export interface AuditEvent {
  readonly action: `${string}.${string}`
  /** What is hashed for good, so nothing personal. */
  readonly details?: Attributes
  /** What it was before and is after, as the log of the organisation shows it; it may be personal. */
  readonly before?: Attributes
  readonly after?: Attributes
}

interface ChangeOf<K extends Kind> {
  readonly kind: K
  readonly key: Key
}

/** What must hold of the item when the change commits. */
export interface Conditional {
  readonly condition?: Condition | undefined
  /** Thrown when the condition does not hold; without it the operation decides again. */
  readonly refusal?: Problem | undefined
}

/** One change that an operation decided on; `commit.ts` turns it into writes. */
export type Change<K extends Kind = Kind> = ChangeOf<K> &
  (
    | {
        readonly verb: 'version'
        /** The audit chain that its entry belongs to. */
        readonly chain: string
        readonly item: Attributes
        /** The organisation whose log it is in too, if any (R53). */
        readonly loggedFor?: string | undefined
        /** Absent for the first version. */
        readonly previous?: Versioned
        readonly event: AuditEvent
      }
    | ({ readonly verb: 'put'; readonly item: Attributes } & Conditional)
    | ({ readonly verb: 'update' } & Update & Conditional)
    | ({ readonly verb: 'delete' } & Conditional)
    | ({ readonly verb: 'check'; readonly condition: Condition } & Conditional)
  )

/** The same change without its refusal: where its condition does not hold, the operation decides again. */
export const decidedAgain = <C extends Change>(change: C): C => ({ ...change, refusal: undefined })

/** A look-up before the operation decides, and the refusal if the item does not exist. */
export type LookUpOrRefuse<K extends Kind, Item, Of> = LookUp<K, Item, Of> & {
  readonly refusal: () => Problem
}

/** How one kind of item is found and read. */
export interface LookUp<K extends Kind, Item, Of> {
  readonly kind: K
  readonly key: (of: Of) => Key
  /** A stored item is parsed, never cast; what does not parse is a defect. */
  readonly parse: (item: StoredItem) => Item
}

interface Shape<K extends Kind, S extends z.ZodType<object>, Of> {
  readonly kind: K
  readonly schema: S
  readonly key: (of: Of) => Key
  /** Attributes for the listing and due indexes, and `expiresAt` in epoch seconds. */
  readonly index?: (item: z.output<S>) => Attributes
}

/** A look-up, and others made from it. */
interface LookUps<K extends Kind, Item, Of> extends LookUp<K, Item, Of> {
  /** The same look-up; refuses the request if the item does not exist. */
  readonly or: (refusal: () => Problem) => LookUpOrRefuse<K, Item, Of>
  /** The same look-up, by a key that something else contains. */
  readonly keyedBy: <Other>(of: (other: Other) => Of) => LookUps<K, Item, Other>
}

const lookUps = <const K extends Kind, Item, Of>(lookUp: LookUp<K, Item, Of>): LookUps<K, Item, Of> => ({
  ...lookUp,
  or: (refusal) => ({ ...lookUp, refusal }),
  keyedBy: (of) => lookUps({ ...lookUp, key: (other) => lookUp.key(of(other)) }),
})

const attributesOf =
  <S extends z.ZodType<object>>({ schema, index }: Pick<Shape<Kind, S, never>, 'schema' | 'index'>) =>
  (item: z.output<S>): Attributes => {
    const parsed = schema.parse(item)
    return { ...parsed, ...index?.(parsed) }
  }

const checked =
  <const K extends Kind, Of>({ kind, key }: Pick<LookUp<K, unknown, Of>, 'kind' | 'key'>) =>
  (of: Of, condition: Condition, refusal?: Problem): Change<K> => ({
    verb: 'check',
    kind,
    key: key(of),
    condition,
    refusal,
  })

/** The attributes of an item that are numbers. */
type NumberOf<Item> = {
  [Name in keyof Item & string]: Item[Name] extends number ? Name : never
}[keyof Item & string]

/** An entity: each change makes its next version and has its entry in the entity's audit chain. */
export const entity = <const K extends Kind, S extends z.ZodType<object>, Of>({
  chain = (item) => shape.key(item).pk,
  loggedFor,
  ...shape
}: Shape<K, S, Of> & {
  /** Names its audit chain; its partition by default. */
  readonly chain?: (item: z.output<S> & Of) => string
  /** The organisation whose log has its entries too; none by default. */
  readonly loggedFor?: (item: z.output<S> & Of) => string
}) => {
  type Item = z.output<S>
  const { kind, schema, key, index } = shape
  const storedItems = new WeakMap<object, StoredItem>()
  const attributes = attributesOf(shape)
  const check = checked(shape)
  return {
    ...lookUps({
      kind,
      key,
      parse: (item): Stored<Item> => {
        const parsed = { ...parseStored(schema, item), ...Versioned.parse(item) }
        storedItems.set(parsed, item)
        return parsed
      },
    }),
    chain,
    /** The first version. */
    create: (item: Item & Of, event: AuditEvent): Change<K> => ({
      verb: 'version',
      kind,
      key: key(item),
      chain: chain(item),
      loggedFor: loggedFor?.(item),
      item: attributes(item),
      event,
    }),
    /**
     * The next version of exactly the version that was read. Attributes that the schema does not know are kept: while a
     * deploy runs, newer code may have written them. Throws where `previous` is a copy of what was read.
     */
    replace: (previous: Stored<Item>, next: Item & Of, event: AuditEvent): Change<K> => {
      const stored = storedItems.get(previous)
      if (!stored) throw new Error(`The previous ${kind} is not the one that was read`)
      const { version, auditHash, auditAt } = previous
      return {
        verb: 'version',
        kind,
        key: key(next),
        chain: chain(next),
        loggedFor: loggedFor?.(next),
        item: withUnknown(stored, { ...previous, ...index?.(previous) }, attributes(next)),
        previous: { version, auditHash, auditAt },
        event,
      }
    },
    /** Commits the rest only where the condition holds of the entity. */
    check,
    /** Commits the rest only where the entity still is the version that was read. */
    unchanged: (previous: Stored<Item> & Of): Change<K> =>
      check(previous, { equals: { version: previous.version } }),
  }
}

/** A row: an item that follows from an entity's change and is written in the same commit. */
export const row = <const K extends Kind, S extends z.ZodType<object>, Of>(shape: Shape<K, S, Of>) => {
  type Item = z.output<S>
  const { kind, schema, key } = shape
  const attributes = attributesOf(shape)
  const put = (item: Item & Of, condition?: Condition, refusal?: Problem): Change<K> => ({
    verb: 'put',
    kind,
    key: key(item),
    item: attributes(item),
    condition,
    refusal,
  })
  return {
    ...lookUps({ kind, key, parse: (item): Item => parseStored(schema, item) }),
    put,
    /** Puts the row only if it does not exist; otherwise refuses, or decides again where no refusal is given. */
    putNew: (item: Item & Of, refusal?: Problem): Change<K> => put(item, { absent: true }, refusal),
    /** Sets attributes of a row that exists. */
    set: (of: Of, set: Attributes, condition?: Condition, refusal?: Problem): Change<K> => ({
      verb: 'update',
      kind,
      key: key(of),
      set,
      condition,
      refusal,
    }),
    /** Adds integers, negative to subtract, to numbers of the row without reading them, and sets other attributes; a missing row is created from both. */
    increment: <Name extends NumberOf<Item>>(
      of: Of,
      add: Readonly<Record<Name, number>>,
      rest: Conditional & Pick<Update, 'set'> = {},
    ): Change<K> => ({ ...rest, verb: 'update', kind, key: key(of), add }),
    remove: (of: Of, condition?: Condition, refusal?: Problem): Change<K> => ({
      verb: 'delete',
      kind,
      key: key(of),
      condition,
      refusal,
    }),
    /** Commits the rest only where the condition holds of the row. */
    check: checked(shape),
  }
}
