import type { IndexName } from './kinds.ts'

/** The primary key of an item. */
export interface Key {
  readonly pk: string
  readonly sk: string
}

export type Attributes = Readonly<Record<string, unknown>>
export type StoredItem = Key & Attributes

/** A condition on the item written or checked; all parts must hold. */
export interface Condition {
  /** The item must not exist; with `orBefore`, one whose attribute is below the value does not count. */
  readonly absent?: true | { readonly orBefore: { readonly attribute: string; readonly value: number } }
  /** Attribute paths, with dots, and the value each must have. */
  readonly equals?: Attributes
  /** Attribute paths of lists, with dots, and the member each must hold. */
  readonly contains?: Attributes
}

/** One item's part in a transaction. */
export type Write =
  | { readonly verb: 'put'; readonly item: StoredItem; readonly condition?: Condition }
  | { readonly verb: 'update'; readonly key: Key; readonly set: Attributes; readonly condition?: Condition }
  | { readonly verb: 'delete'; readonly key: Key; readonly condition?: Condition }
  | { readonly verb: 'check'; readonly key: Key; readonly condition: Condition }

export interface Query {
  readonly index?: IndexName
  readonly partition: string
  /** Only sort keys that begin so. */
  readonly prefix?: string
  /** Only sort keys up to and including this. */
  readonly upTo?: string
  readonly newestFirst?: boolean
  readonly limit: number
  /** Continue behind this position, as an earlier page gave it. */
  readonly after?: Position
}
export type Position = Readonly<Record<string, string>>

export interface Page<T> {
  readonly items: readonly T[]
  /** Where to continue; absent at the end. */
  readonly after?: Position
}

/** `conflict` names the writes whose conditions did not hold; nothing was written. */
export type CommitOutcome =
  { readonly committed: true } | { readonly committed: false; readonly conflicts: readonly number[] }

/** The single table: strongly consistent reads by key, queries, and all-or-nothing commits. */
export interface Table {
  /** The items of the keys, in their order, in one strongly consistent round trip of at most 100 keys. */
  read(keys: readonly Key[]): Promise<readonly (StoredItem | undefined)[]>
  /** Strongly consistent on the table itself, eventually consistent on an index. */
  query(query: Query): Promise<Page<StoredItem>>
  /**
   * Commits up to 100 writes or none; `commitId` is new for each decision and marks every item put,
   * so that a lost acknowledgement is resolved by looking. Throws `unavailable` when no answer can be had in 2 s.
   */
  commit(writes: readonly Write[], commitId: string): Promise<CommitOutcome>
}
