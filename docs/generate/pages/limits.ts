import * as z from 'zod'
import { issuesOfSchema } from '../../../functions/edge/issues.ts'
import { takesBody } from '../../../shared/declaration/method.ts'
import { pathParameters } from '../../../shared/declaration/operation.ts'
import { httpOperations } from './contract.ts'

const Node = z.looseObject({
  $ref: z.string().optional(),
  pattern: z.string().optional(),
  code: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  anyOf: z.array(z.unknown()).default([]),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
})
type Node = z.infer<typeof Node>

const isSafe = (bound: number | undefined): boolean =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER

const limitsIn = (node: Node, isRequired: boolean): Readonly<Record<string, unknown>> => {
  const min = node.minLength ?? node.minItems ?? node.minimum
  const max = node.maxLength ?? node.maxItems ?? node.maximum
  return {
    ...(isRequired ? { required: true } : {}),
    ...(isSafe(min) ? { min } : {}),
    ...(isSafe(max) ? { max } : {}),
    ...(node.pattern === undefined || node.code === undefined
      ? {}
      : { pattern: node.pattern, code: node.code }),
    ...(node.enum ? { allowed: node.enum.map(String) } : {}),
  }
}

/** What has the form of nothing. */
const FORMLESS = ' '

/** Codes of what nobody types, such as ids: no client judges it while it is typed. */
const NOT_TYPED = new Set(['too-short', 'id', 'uuid', 'payment-token', 'country', 'date', 'duration'])

/** The code with which the API refuses a text that lacks the form of its schema. */
const codeOf = (schema: z.core.$ZodType): string | undefined => {
  const { error } = z.safeParse(schema, FORMLESS)
  return error && issuesOfSchema(error, {}).find(({ code }) => !NOT_TYPED.has(code))?.code
}

/** The limits of each member of a body by its pointer, in which `-` stands for any member of a list. */
export const bodyLimits = (
  input: z.ZodType,
  inPath: readonly string[],
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  const root = z.looseObject({ $defs: z.record(z.string(), z.unknown()).default({}) }).parse(
    z.toJSONSchema(input, {
      io: 'input',
      override: ({ zodSchema, jsonSchema }) => {
        const declared = z.globalRegistry.get(zodSchema)?.['pattern']
        if (typeof declared === 'string') jsonSchema.pattern = declared
        if (jsonSchema.pattern !== undefined) Object.assign(jsonSchema, { code: codeOf(zodSchema) })
      },
    }),
  )
  const walk = (
    candidate: unknown,
    pointer: string,
    isRequired: boolean,
  ): [string, Readonly<Record<string, unknown>>][] => {
    const node = Node.parse(candidate)
    if (node.$ref) return walk(root.$defs[node.$ref.replace('#/$defs/', '')], pointer, isRequired)
    const either = node.anyOf.flatMap((one) => walk(one, pointer, isRequired))
    const limits = limitsIn(node, isRequired)
    return [
      ...(pointer === '' || Object.keys(limits).length === 0
        ? []
        : [[pointer, limits] satisfies [string, typeof limits]]),
      ...either,
      ...(node.items === undefined ? [] : walk(node.items, `${pointer}/-`, false)),
      ...Object.entries(node.properties).flatMap(([name, member]) =>
        pointer === '' && inPath.includes(name)
          ? []
          : walk(member, `${pointer}/${name}`, node.required.includes(name)),
      ),
    ]
  }
  return Object.fromEntries(walk(root, '', false))
}

/** The limits of all bodies as source text, in a file of its own, so that only a client with forms carries them. */
export const limitsModule = (): string => {
  const limits = httpOperations
    .filter(({ declaration: { on, signed } }) => takesBody(on.method) && signed === undefined)
    .map(
      ({ name, declaration: { input, on } }) => [name, bodyLimits(input, pathParameters(on.path))] as const,
    )
    .filter(([, members]) => Object.keys(members).length > 0)
  return `// Written by \`npm run accept\` from the contract; do not edit.
import type { BodyLimits } from './route.ts'
import type { AskedOperationName } from '../contract/http-declarations.ts'

/** The limits of each member of a body by its JSON pointer, in which \`-\` stands for any member of a list. */
export const limits: Readonly<Partial<Record<AskedOperationName, BodyLimits>>> = ${JSON.stringify(Object.fromEntries(limits))}
`
}
