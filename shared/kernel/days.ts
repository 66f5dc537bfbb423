import * as z from 'zod'
import { addFaults } from './issue.ts'

/** The query members of a range of days in UTC, both included, that says what is asked for. */
export const days = (what: string) => ({
  from: z.iso
    .date()
    .optional()
    .meta({ description: `${what} from this day in UTC on` }),
  to: z.iso
    .date()
    .optional()
    .meta({ description: `${what} up to this day in UTC, with it` }),
})

/** A range of days, or of instants; it is open where an end is absent. */
export interface Range {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Refuses a range that ends before it begins, of ends that are dates. */
export const inOrder = ({ from, to }: Range, context: z.RefinementCtx): void => {
  if (context.issues.length === 0 && from !== undefined && to !== undefined && from > to)
    addFaults(context, [
      { at: ['to'], code: 'too-early', earliest: from, detail: 'must not be before `from`' },
    ])
}

/** The bounds of sort keys that begin with an instant, for a range of days in UTC, both included. */
export const boundsOf = ({ from, to }: Range) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { upTo: `${to}~` }),
})
