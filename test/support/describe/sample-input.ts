import * as z from 'zod'

const Node = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).default([]),
  examples: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  minItems: z.number().default(0),
  default: z.unknown().optional(),
  $ref: z.string().optional(),
})

const made = { required: new WeakMap<z.ZodType, unknown>(), all: new WeakMap<z.ZodType, unknown>() }

/** Something that a schema accepts: its examples where it has some, required members only unless all are asked for. */
export const sampleOf = (schema: z.ZodType, members: 'required' | 'all' = 'required'): unknown => {
  const earlier = made[members].get(schema)
  if (earlier !== undefined) return earlier
  const root = z
    .looseObject({ $defs: z.record(z.string(), z.unknown()).default({}) })
    .parse(z.toJSONSchema(schema, { io: 'input' }))
  const sample = (candidate: unknown): unknown => {
    const node = Node.parse(candidate)
    if (node.$ref) return sample(root.$defs[node.$ref.replace('#/$defs/', '')])
    const [known = node.default] = [...(node.examples ?? []), ...(node.enum ?? [])]
    if (known !== undefined) return known
    if (node.anyOf.length > 0) return sample(node.anyOf[0])
    if (node.type === 'object')
      return Object.fromEntries(
        (members === 'all' ? Object.keys(node.properties) : node.required).map((name) => [
          name,
          sample(node.properties[name]),
        ]),
      )
    if (node.type === 'array') return Array.from({ length: node.minItems }, () => sample(node.items))
    if (node.type === 'integer' || node.type === 'number') return node.minimum ?? 1
    if (node.format === 'date-time') return '2026-11-26T10:27:00.000Z'
    if (node.format === 'date') return '2026-11-26'
    return node.type === 'boolean' ? true : 'sample'
  }
  const sampled = sample(root)
  made[members].set(schema, sampled)
  return sampled
}
