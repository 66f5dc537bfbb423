import type { PaymentId } from '../../shared/kernel/id.ts'

/** What a line of its own says, where somebody must look at a payment. */
export interface Alarmed {
  readonly outcome: string
  readonly paymentId: PaymentId
}

interface Line {
  readonly operation: string
  readonly requestId: string
  /** `done`, `replayed`, a problem's code, or `defect`. */
  readonly outcome: string
  readonly milliseconds: number
  /** Which payment somebody must look at; an id of ours, which is nothing personal. */
  readonly paymentId?: string
  readonly counts?: Readonly<Record<string, number>>
  /** The kind of error and where it came from; never its message, which may contain what people wrote. */
  readonly error?: { readonly name: string; readonly frames: readonly string[] }
}

/** Writes one line per invocation; these members and no others, so that nothing personal is ever logged. */
export const log = (line: Line): void => console.log(JSON.stringify(line))

/** What may be logged of an error. */
export const errorOf = (thrown: unknown): NonNullable<Line['error']> =>
  thrown instanceof Error
    ? {
        name: thrown.name,
        frames: (thrown.stack ?? '')
          .replace(thrown.message, '')
          .split('\n')
          .filter((line) => /^\s+at .*(?::\d+:\d+|<anonymous>)\)?$/.test(line))
          .map((line) => line.trim())
          .slice(0, 12),
      }
    : { name: typeof thrown, frames: [] }
