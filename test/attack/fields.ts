import * as z from 'zod'

const Node = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).default([]),
  $ref: z.string().optional(),
})

/** Where a member stands in an input: names of members, and places in lists. */
export type Path = readonly (string | number)[]

const fieldsOf = (schema: z.ZodType, isWanted: (node: z.infer<typeof Node>) => boolean): Path[] => {
  const root = z
    .looseObject({ $defs: z.record(z.string(), z.unknown()).default({}) })
    .parse(z.toJSONSchema(schema, { io: 'input' }))
  const walk = (candidate: unknown, path: Path): Path[] => {
    const node = Node.parse(candidate)
    if (node.$ref) return walk(root.$defs[node.$ref.replace('#/$defs/', '')], path)
    const inside = Object.entries(node.properties).flatMap(([name, member]) => walk(member, [...path, name]))
    const listed = node.type === 'array' ? walk(node.items, [...path, 0]) : []
    const either = node.anyOf.flatMap((one) => walk(one, path))
    return [...(isWanted(node) ? [path] : []), ...inside, ...listed, ...either]
  }
  return walk(root, [])
}

/** Every member that an input can hold, found by walking its schema. */
export const allFields = (schema: z.ZodType): Path[] =>
  fieldsOf(schema, () => true).filter(({ length }) => length > 0)

/** Every text that an input can hold, found by walking its schema; texts of a fixed choice too. */
export const textFields = (schema: z.ZodType): Path[] => fieldsOf(schema, ({ type }) => type === 'string')

/** Every object that an input can hold, found by walking its schema; the input itself too. */
export const objectFields = (schema: z.ZodType): Path[] => fieldsOf(schema, ({ type }) => type === 'object')

/** The input with another value at a path. */
export const withValue = (input: unknown, [first, ...rest]: Path, value: unknown): unknown => {
  if (first === undefined) return value
  if (Array.isArray(input)) return [withValue(input[0], rest, value), ...input.slice(1)]
  if (typeof first === 'number') return [withValue(undefined, rest, value)]
  return { ...Object(input), [first]: withValue(Object(input)[first], rest, value) }
}
