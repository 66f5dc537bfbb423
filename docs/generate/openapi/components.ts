import * as z from 'zod'
import { issueCodes } from '../../../shared/kernel/issue-codes.ts'
import { IssueCodeText } from '../../../shared/kernel/issue.ts'
import { documentText } from './text-schema.ts'

z.globalRegistry.add(IssueCodeText, { id: 'IssueCode', enum: Object.keys(issueCodes) })

/** A part of the document. */
export type Schema = Readonly<Record<string, unknown>>

/** A JSON Schema, member by member. */
export const JsonSchema = z.record(z.string(), z.unknown())

const withComponentRefs = (value: unknown, nameOf: (name: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((inner) => withComponentRefs(inner, nameOf))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      member === '$ref' && typeof inner === 'string'
        ? `#/components/schemas/${nameOf(inner.replace('#/$defs/', ''))}`
        : withComponentRefs(inner, nameOf),
    ]),
  )
}

const PLAIN_TYPES: readonly unknown[] = ['string', 'integer', 'number', 'boolean']

/** Whether a named schema is the same in requests and answers: objects, and what may hold them, are closed in the ones and open in the others. */
const isPlain = (schema: unknown): boolean => PLAIN_TYPES.includes(JsonSchema.parse(schema)['type'])

/** Named schemas as they are met; a name that stands for two schemas is a defect. */
export class Components {
  readonly #schemas = new Map<string, Schema>()
  /** Statuses that the gateway alone answers somewhere. */
  readonly gatewayStatuses = new Set<string>()

  add(name: string, schema: Schema): void {
    const known = this.#schemas.get(name)
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`The schema ${name} reads differently in two places`)
    this.#schemas.set(name, schema)
  }

  /**
   * The schema as JSON Schema, its named parts as references to components. In answers objects are open, so that a
   * member that is added later breaks no client; in requests they are closed, and their names end in `Input`.
   */
  of(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const made = z.toJSONSchema(schema, {
      io,
      override: ({ zodSchema, jsonSchema }) => {
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
        if (io === 'output' && jsonSchema.additionalProperties === false)
          delete jsonSchema.additionalProperties
        documentText(zodSchema, jsonSchema)
      },
    })
    const { $schema: _dialect, $defs: parts = {}, ...root } = JsonSchema.parse(made)
    const named = JsonSchema.parse(parts)
    const nameOf = (name: string): string => (io === 'output' || isPlain(named[name]) ? name : `${name}Input`)
    for (const [name, part] of Object.entries(named))
      this.add(nameOf(name), JsonSchema.parse(withComponentRefs(part, nameOf)))
    return JsonSchema.parse(withComponentRefs(root, nameOf))
  }

  /** An object that belongs to one operation as a component of its own, as generators make models of components. */
  named(operation: string, suffix: 'Request' | 'Answer', schema: Schema): Schema {
    if (schema['type'] !== 'object') return schema
    const name = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}${suffix}`
    this.add(name, schema)
    return reference('schemas', name)
  }

  all(): Schema {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}

/** A named part of the document. */
export const reference = (part: 'schemas' | 'responses', name: string): Schema => ({
  $ref: `#/components/${part}/${name}`,
})
