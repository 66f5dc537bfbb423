/** For each status, the statuses that may follow it; none for a final one. */
export type Transitions<Status extends string> = Readonly<Record<Status, readonly Status[]>>

/** The statuses that one of the given statuses may follow; `never` where no transition leads to it. */
export type SourceOf<T extends Transitions<string>, Status extends string> = {
  [From in keyof T]: Status extends T[From][number] ? From : never
}[keyof T]
