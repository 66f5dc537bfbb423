import * as z from 'zod'
import { isPortable } from './portable-pattern.ts'

type TextSchema = z.core.JSONSchema.BaseSchema
type Check = z.core.$ZodCheckDef & { readonly maximum?: unknown; readonly pattern?: unknown }

/** The formats that validators know and read as the server does; `email` and `uri` they read more narrowly, without letters that are not ASCII or top-level domains. */
const FORMATS: readonly (string | undefined)[] = ['date', 'date-time', 'uuid']

const checksOf = ({ _zod: { def } }: z.core.$ZodType): Check[] => [
  ...('check' in def && typeof def.check === 'string' ? [{ ...def, check: def.check }] : []),
  ...('checks' in def && Array.isArray(def.checks)
    ? def.checks.map(({ _zod: check }: z.core.$ZodCheck) => check.def)
    : []),
]

/** Whether the server goes on with another text than it got: a URL is trimmed. */
const changesText = (check: Check): boolean =>
  check.check === 'overwrite' || ('format' in check && check.format === 'url')

/** The checks of the text as it is sent; those behind a change are of another text. */
const checksAsSent = (checks: readonly Check[]): readonly Check[] => {
  const change = checks.findIndex(changesText)
  return change < 0 ? checks : checks.slice(0, change)
}

const longest = (checks: readonly Check[]): number =>
  Math.min(
    ...checks.map(({ check, maximum }) =>
      check === 'max_length' && typeof maximum === 'number' ? maximum : Infinity,
    ),
  )

const patternOf = (schema: z.core.$ZodType, checks: readonly Check[]): string | undefined => {
  const declared = z.globalRegistry.get(schema)?.['pattern']
  if (typeof declared === 'string') return declared
  const patterns = checks.map(({ pattern }) => pattern).filter((pattern) => pattern instanceof RegExp)
  return patterns.find(isPortable)?.source
}

/**
 * Documents a text for clients of any language, never narrower than the server: what it checks only once it has trimmed
 * or normalised the text is left out or becomes words, as is a pattern that some client cannot read. A schema whose own
 * pattern is not portable can declare a wider one: `.meta({ pattern })`.
 */
export const documentText = (schema: z.core.$ZodType, json: TextSchema): void => {
  if (schema._zod.def.type !== 'string') return
  const checks = checksOf(schema)
  const shown = checksAsSent(checks)
  const pattern = json.format?.startsWith('date') ? undefined : patternOf(schema, shown)
  const [most, mostShown] = [longest(checks), longest(shown)]
  delete json.allOf
  delete json.pattern
  delete json.maxLength
  if (!FORMATS.includes(json.format)) delete json.format
  if (pattern !== undefined) json.pattern = pattern
  if (mostShown < Infinity) json.maxLength = mostShown
  if (most < mostShown) json.description ??= `At most ${most} characters, once trimmed and normalised`
  // JSON Schema counts characters, the server UTF-16 units, and normalising can add some.
  if (json.minLength !== undefined && json.minLength > 1) json.minLength = 1
}
