import * as z from 'zod'
import { IDEMPOTENCY_KEY } from '../../../shared/declaration/idempotency-key.ts'
import { bodyTypes, takesBody } from '../../../shared/declaration/method.ts'
import {
  pathParameters,
  type HttpDeclaration,
  type HttpOperation,
} from '../../../shared/declaration/operation.ts'
import { JsonSchema, type Components, type Schema } from './components.ts'

const headersOf = ({ idempotencyKey, ifMatch, ifMatchMissing, signed, on }: HttpDeclaration): Schema[] => [
  ...(signed
    ? [
        {
          name: signed.header,
          in: 'header',
          required: true,
          description: 'The signature of the exact bytes of the body, by the service that sends them.',
          schema: { type: 'string' },
        },
      ]
    : []),
  ...(idempotencyKey
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: idempotencyKey === 'required',
          description: `New for each new request, sent once; the same key and input give the same answer once, for 24 hours${on.open ? ', and never begin a second payment' : ''}.`,
          schema: { type: 'string', minLength: 1, maxLength: 255, pattern: IDEMPOTENCY_KEY.source },
        },
      ]
    : []),
  ...(ifMatch
    ? [
        {
          name: 'If-Match',
          in: 'header',
          required: true,
          description: `The ETag of the ${ifMatch} that is changed, a list of them, or * for any version (RFC 9110)${ifMatchMissing ? '; "0" where there is none yet' : ''}.`,
          schema: { type: 'string', examples: ['"3"'] },
        },
      ]
    : []),
]

const withoutMembers = (example: Schema, names: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(example).filter(([name]) => !names.includes(name)))

/** The body of a signed request: whatever its service sends, of which the service's own documents tell. */
const signedBody: Schema = {
  required: true,
  content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
}

/** The parameters of an operation in path, headers and query, and its body. */
export const partsOf = (
  { name: operation, declaration }: HttpOperation,
  components: Components,
): { parameters: Schema[]; body?: Schema } => {
  const { properties: all, required: needed, examples, ...rest } = components.of(declaration.input, 'input')
  const properties = JsonSchema.parse(all ?? {})
  const required = z.array(z.string()).parse(needed ?? [])
  const inPath = pathParameters(declaration.on.path)
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameter = (name: string, place: 'path' | 'query'): Schema => {
    const { description, ...schema } = JsonSchema.parse(properties[name])
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    }
  }
  const fromPath = [...inPath.map((name) => parameter(name, 'path')), ...headersOf(declaration)]
  if (!takesBody(declaration.on.method))
    return { parameters: [...fromPath, ...others.map((name) => parameter(name, 'query'))] }
  if (declaration.signed) return { parameters: fromPath, body: signedBody }
  if (others.length === 0) return { parameters: fromPath }
  const schema = {
    ...rest,
    ...(examples === undefined
      ? {}
      : {
          examples: z
            .array(JsonSchema)
            .parse(examples)
            .map((example) => withoutMembers(example, inPath)),
        }),
    properties: Object.fromEntries(others.map((name) => [name, properties[name]])),
    required: required.filter((name) => others.includes(name)),
  }
  const ofPathAlone = z
    .array(JsonSchema)
    .parse(examples ?? [])
    .map((example) => Object.fromEntries(inPath.map((name) => [name, example[name]])))
  const isNeeded =
    schema.required.length > 0 || ofPathAlone.some((input) => !declaration.input.safeParse(input).success)
  const content = { schema: components.named(operation, 'Request', schema) }
  return {
    parameters: fromPath,
    body: {
      required: isNeeded,
      content: Object.fromEntries(bodyTypes[declaration.on.method].map((type) => [type, content])),
    },
  }
}
