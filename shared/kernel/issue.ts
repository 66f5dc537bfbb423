import * as z from 'zod'
import * as core from 'zod/v4/core'
import type { IssueCode } from './issue-codes.ts'

/** What a code leaves open: the bound that was passed, or what there is to choose from. */
export interface Limits {
  readonly min?: number
  readonly max?: number
  /** The first date or instant that is taken, and the last date. */
  readonly earliest?: string
  readonly latest?: string
  /** The values, or the members, of which one is to be given. */
  readonly allowed?: string[]
}

/** Something that is wrong; `detail` is for programmers and in English. */
export interface Fault extends Limits {
  readonly code: IssueCode
  readonly detail: string
}

/** Something that is wrong, and the JSON pointer of where; empty for the request as a whole. */
export interface Issue extends Fault {
  readonly pointer: string
}

/** Something that is wrong with members taken together, and where. */
export interface FaultAt extends Fault {
  readonly at: readonly string[]
}

/** A code in an answer; the generator of the documents adds the list, which functions do not carry. */
export const IssueCodeText = /* @__PURE__ */ z.string<IssueCode>()

/** The issues of a refusal, made when they are asked for, as a refusal does not need their schema. */
export const issues = () =>
  z.array(
    z
      .strictObject({
        pointer: z.string().meta({ description: 'A JSON pointer; empty for the request as a whole' }),
        code: IssueCodeText,
        detail: z.string().meta({ description: 'For programmers, in English' }),
        min: z.int().optional(),
        max: z.int().optional(),
        earliest: z.string().optional().meta({ description: 'A date or an instant' }),
        latest: z.string().optional().meta({ description: 'A date' }),
        allowed: z.array(z.string()).optional(),
      })
      .meta({ id: 'Issue' }),
  )

/** How a check of our own names its issues. */
// @__NO_SIDE_EFFECTS__
export const fault = (code: IssueCode, detail: string, limits: Limits = {}) => ({
  error: detail,
  params: { code, ...limits },
})

/** A check that a text has a form, whose name is the code. */
// @__NO_SIDE_EFFECTS__
export const form = (code: IssueCode, pattern: RegExp, detail: string): z.core.$ZodCheck<string> =>
  new core.$ZodCheckStringFormat({
    check: 'string_format',
    format: code,
    pattern,
    error: () => detail,
    abort: true,
  })

/** A check that a list names nothing twice. */
// @__NO_SIDE_EFFECTS__
export const namesOnce = <T>(detail: string, nameOf: (one: T) => unknown = (one) => one) =>
  z.refine<readonly T[]>((all) => new Set(all.map(nameOf)).size === all.length, fault('repeated', detail))

/** Adds what is wrong with members taken together to the issues. */
export const addFaults = (context: z.RefinementCtx, faults: readonly FaultAt[]): void => {
  for (const { at, detail, ...params } of faults)
    context.addIssue({ code: 'custom', path: [...at], message: detail, params })
}
