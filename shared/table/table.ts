import type { IndexName } from './kinds.ts'

/** The primary key of an item. */
export interface Key {
  readonly pk: string
  readonly sk: string
}

export type Attributes = Readonly<Record<string, unknown>>
export type StoredItem = Key & Attributes

/** Numbers by attribute. */
export type Numbers = Readonly<Record<string, number>>

/** A condition on the item written or checked; all parts must hold. Attributes are named by their path, with dots. */
export interface Condition {
  /** The item must not exist; with `orBefore`, one whose attribute is below the value does not count. */
  readonly absent?: true | { readonly orBefore: { readonly attribute: string; readonly value: number } }
  /** The value that each attribute must have. */
  readonly equals?: Attributes
  /** The value that each attribute must not have; holds where the attribute, its parent or the item is missing. */
  readonly differs?: Attributes
  /** The member that each list must hold. */
  readonly contains?: Attributes
  /** The least that each number may be; does not hold where the attribute is missing. */
  readonly atLeast?: Numbers
  /** The most that each number may be; holds where the attribute, its parent or the item is missing. */
  readonly atMost?: Numbers
  /** Further conditions on the same item. */
  readonly and?: readonly Condition[]
}

/** Sets attributes, and adds integers to numbers. Only an update that adds creates a missing item or number, which then starts at 0. */
export interface Update {
  readonly set?: Attributes | undefined
  /** The integer to add to each attribute of the item itself; negative to subtract. */
  readonly add?: Numbers | undefined
}

/** One item's part in a transaction. */
export type Write =
  | { readonly verb: 'put'; readonly item: StoredItem; readonly condition?: Condition | undefined }
  | ({ readonly verb: 'update'; readonly key: Key; readonly condition?: Condition | undefined } & Update)
  | { readonly verb: 'delete'; readonly key: Key; readonly condition?: Condition | undefined }
  | { readonly verb: 'check'; readonly key: Key; readonly condition: Condition }

export interface Query {
  readonly index?: IndexName
  readonly partition: string
  /** Only sort keys that begin so. */
  readonly prefix?: string
  /** Only sort keys from and including this. */
  readonly from?: string
  /** Only sort keys up to and including this; none where it is before `from`. */
  readonly upTo?: string
  readonly newestFirst?: boolean
  readonly limit: number
  /** Continue after this position, which an earlier page returned. */
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
   * so that a read resolves a lost acknowledgement. Throws `unavailable` when no answer can be had in 2 s.
   */
  commit(writes: readonly Write[], commitId: string): Promise<CommitOutcome>
}
