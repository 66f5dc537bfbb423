import * as z from 'zod'
import { isJsonObject } from './json.ts'

const Test = z.union([z.string(), z.strictObject({ prefix: z.string() })])
type Test = z.infer<typeof Test>

/** For each member its own pattern, or tests of which its value must pass one. */
export type EventPattern = { readonly [member: string]: readonly Test[] | EventPattern }

/** A pattern of EventBridge or of an event source; a test that the laptop does not know is refused, not ignored. */
export const EventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string().regex(/^[^$]/), z.union([z.array(Test), EventPattern])),
)

const isTests = (wanted: readonly Test[] | EventPattern): wanted is readonly Test[] => Array.isArray(wanted)

const passes = (value: unknown, test: Test): boolean =>
  typeof test === 'string' ? value === test : typeof value === 'string' && value.startsWith(test.prefix)

/** Whether an event fits a pattern: each member that the pattern names must pass one of its tests, a list with one of its values. */
export const fitsPattern = (pattern: EventPattern, event: unknown): boolean =>
  Object.entries(pattern).every(([member, wanted]) => {
    const value = isJsonObject(event) ? event[member] : undefined
    if (!isTests(wanted)) return fitsPattern(wanted, value)
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return wanted.some((test) => values.some((one) => passes(one, test)))
  })
