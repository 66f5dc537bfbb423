import * as z from 'zod'

/** A part of the document. */
export type Schema = Readonly<Record<string, unknown>>

/** A JSON Schema, member by member. */
export const JsonSchema = z.record(z.string(), z.unknown())

const withComponentRefs = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withComponentRefs)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      member === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : withComponentRefs(inner),
    ]),
  )
}

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

  /** The schema as JSON Schema, its named parts as references to components. */
  of(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const made = z.toJSONSchema(schema, {
      io,
      override: ({ jsonSchema }) => {
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
        if (jsonSchema.format === 'date') delete jsonSchema.pattern
      },
    })
    const { $schema: _dialect, $defs = {}, ...root } = JsonSchema.parse(withComponentRefs(made))
    for (const [name, part] of Object.entries(JsonSchema.parse($defs))) this.add(name, JsonSchema.parse(part))
    return root
  }

  all(): Schema {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}

/** A named part of the document. */
export const reference = (part: 'schemas' | 'responses', name: string): Schema => ({
  $ref: `#/components/${part}/${name}`,
})
