import * as z from 'zod'
import { problemsOf, takesBody } from './kernel/implied-problems.ts'
import { pathParameters, type HttpDeclaration, type HttpOperation } from './kernel/operation.ts'
import type { ProblemKind, ProblemType } from './kernel/problem.ts'

type Schema = Readonly<Record<string, unknown>>

/** The scope that an access token must carry for all but the public operations. */
export const REQUIRED_SCOPE = 'programme/use'

/** The HTTP status of each kind of refusal, which only the edge knows. */
type StatusOf = Readonly<Record<ProblemKind, number>>

const GATEWAY_ANSWERS = {
  401: 'The access token is missing, expired or foreign',
  403: `The access token lacks the scope ${REQUIRED_SCOPE}`,
  429: 'Too many requests; wait and send it again',
  500: 'Something broke; the problem names the request id',
  503: 'The service did not answer in time; wait and send it again',
} as const

const JsonSchema = z.record(z.string(), z.unknown())

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
class Components {
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

const reference = (part: 'schemas' | 'responses', name: string): Schema => ({
  $ref: `#/components/${part}/${name}`,
})

const problemName = ({ code }: ProblemType): string =>
  `${code.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}Problem`

const PROBLEM: Schema = {
  type: 'object',
  description: 'Problem details (RFC 9457); `type` is stable, `title` and `detail` are words for people.',
  properties: {
    type: { type: 'string', format: 'uri-reference', examples: ['/problems/invalid-input'] },
    title: { type: 'string' },
    status: { type: 'integer', examples: [400] },
    detail: { type: 'string', description: 'What can be done about it' },
    instance: { type: 'string', format: 'uri', description: 'urn:request: and the id of the request' },
  },
  required: ['type', 'title', 'status', 'detail', 'instance'],
}

const GATEWAY_MESSAGE: Schema = {
  type: 'object',
  description:
    'What the gateway answers by itself, before any operation is reached; these are not problem details.',
  properties: { message: { type: 'string', examples: ['Unauthorized'] } },
  required: ['message'],
}

const problemSchema = (type: ProblemType, status: number, components: Components): Schema => {
  const { properties, required } = components.of(type.details(), 'output')
  return {
    description: `${type.title}. ${type.advice}`,
    allOf: [
      reference('schemas', 'Problem'),
      {
        type: 'object',
        properties: {
          type: { const: `/problems/${type.code}` },
          status: { const: status },
          ...JsonSchema.parse(properties ?? {}),
        },
        required: ['type', 'status', ...z.array(z.string()).parse(required ?? [])],
      },
    ],
  }
}

const isVersioned = (output: z.ZodType): boolean => output instanceof z.ZodObject && 'version' in output.shape

const successResponse = ({ on, output, produces }: HttpDeclaration, components: Components): Schema => ({
  description: on.success === 201 ? 'Created' : 'Done',
  ...(isVersioned(output)
    ? {
        headers: {
          ETag: {
            description: 'The version, to be sent as If-Match with a change',
            schema: { type: 'string', examples: ['"3"'] },
          },
        },
      }
    : {}),
  content: { [produces ?? 'application/json']: { schema: components.of(output, 'output') } },
})

const responsesOf = (operation: HttpOperation, statusOf: StatusOf, components: Components): Schema => {
  const { declaration } = operation
  const byStatus = Map.groupBy(problemsOf(operation), ({ kind }) => statusOf[kind])
  const fromGateway = Object.entries(GATEWAY_ANSWERS).filter(
    ([status]) => declaration.allow !== 'public' || Number(status) >= 429,
  )
  const refusals = [...byStatus].map(([status, problems]): [string, Schema] => {
    for (const type of problems) components.add(problemName(type), problemSchema(type, status, components))
    const schemas = problems.map((type) => reference('schemas', problemName(type)))
    const [only] = schemas
    const gatewayToo = fromGateway.some(([known]) => known === String(status))
    return [
      String(status),
      {
        description: problems.map(({ title }) => title).join(' · '),
        ...(problems.some(({ kind }) => kind === 'unavailable')
          ? { headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } } }
          : {}),
        content: {
          'application/problem+json': { schema: schemas.length === 1 ? only : { oneOf: schemas } },
          ...(gatewayToo ? { 'application/json': { schema: reference('schemas', 'GatewayMessage') } } : {}),
        },
      },
    ]
  })
  const bare = fromGateway
    .filter(([status]) => !byStatus.has(Number(status)))
    .map(([status]): [string, Schema] => {
      components.gatewayStatuses.add(status)
      return [status, reference('responses', `Gateway${status}`)]
    })
  return Object.fromEntries([
    [String(declaration.on.success), successResponse(declaration, components)],
    ...[...refusals, ...bare].sort(([one], [other]) => Number(one) - Number(other)),
  ])
}

const gatewayResponses = ({ gatewayStatuses }: Components): Schema =>
  Object.fromEntries(
    Object.entries(GATEWAY_ANSWERS)
      .filter(([status]) => gatewayStatuses.has(status))
      .map(([status, description]) => [
        `Gateway${status}`,
        {
          description,
          content: {
            'application/json': { schema: reference('schemas', 'GatewayMessage') },
            ...(status === '500'
              ? { 'application/problem+json': { schema: reference('schemas', 'Problem') } }
              : {}),
          },
        },
      ]),
  )

const headersOf = ({ idempotencyKey, ifMatch }: HttpDeclaration): Schema[] => [
  ...(idempotencyKey
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: idempotencyKey === 'required',
          description:
            'New for each new request; the same key and input give the same answer once, for 24 hours.',
          schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
        },
      ]
    : []),
  ...(ifMatch
    ? [
        {
          name: 'If-Match',
          in: 'header',
          required: true,
          description: `The ETag of the ${ifMatch} that is changed.`,
          schema: { type: 'string', examples: ['"3"'] },
        },
      ]
    : []),
]

const partsOf = (
  declaration: HttpDeclaration,
  components: Components,
): { parameters: Schema[]; body?: Schema } => {
  const { properties: all, required: needed, ...rest } = components.of(declaration.input, 'input')
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
  if (!takesBody(declaration))
    return { parameters: [...fromPath, ...others.map((name) => parameter(name, 'query'))] }
  if (others.length === 0) return { parameters: fromPath }
  const schema = {
    ...rest,
    properties: Object.fromEntries(others.map((name) => [name, properties[name]])),
    required: required.filter((name) => others.includes(name)),
  }
  return {
    parameters: fromPath,
    body: { required: schema.required.length > 0, content: { 'application/json': { schema } } },
  }
}

const callersOf = ({ allow }: HttpDeclaration): string => {
  if (allow === 'public') return 'anybody'
  return allow === 'signed-in' ? 'anybody signed in' : allow.join(', ')
}

const describe = (declaration: HttpDeclaration): string => {
  const { rules = [], surface, mails = [], onlyWithClock, keptAfterRevocation } = declaration
  return [
    `Callers: ${callersOf(declaration)}.`,
    ...(surface ? [`Surface: Partner ${surface === 'console' ? 'Console' : 'Store'}.`] : []),
    ...(keptAfterRevocation ? ['Stays open to a partner whose access was revoked.'] : []),
    ...(rules.length > 0 ? [`Rules: ${rules.join(', ')}.`] : []),
    ...(mails.length > 0 ? [`Mails: ${mails.join(', ')}.`] : []),
    ...(onlyWithClock ? ['Only stages with a programme clock have it.'] : []),
  ].join('\n')
}

interface Wanted {
  readonly operations: readonly HttpOperation[]
  /** The area of each operation, by its name. */
  readonly areaOf: (operation: HttpOperation) => string
  readonly statusOf: StatusOf
}

const pathItem = (operation: HttpOperation, { areaOf, statusOf }: Wanted, components: Components): Schema => {
  const { name, declaration } = operation
  const { parameters, body } = partsOf(declaration, components)
  return {
    operationId: name,
    summary: declaration.summary,
    description: describe(declaration),
    tags: [areaOf(operation)],
    security: declaration.allow === 'public' ? [] : [{ accessToken: [REQUIRED_SCOPE] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(operation, statusOf, components),
    'x-rules': declaration.rules ?? [],
  }
}

const INTRODUCTION = `A software reseller programme: partners, their customers, trials and delegated administration.

JSON in and out; members that are not declared are refused. Instants are ISO 8601 UTC with milliseconds.
Refusals are problem details (RFC 9457) whose \`type\` is stable; their \`title\` and \`detail\` are in
English, Thai or Brazilian Portuguese, as \`Accept-Language\` asks and \`Content-Language\` tells. The gateway's own answers (\`GatewayMessage\`) are no problem details.
A path that does not exist is answered by the gateway with 404 and a \`GatewayMessage\`, a body beyond 10 MB with 413.
Lists answer \`items\` and, unless it is the last page, \`nextCursor\`; a cursor is opaque and lasts a day.
\`Idempotency-Key\`: the same key and input give the same answer once; another input is refused.
\`ETag\` / \`If-Match\`: what can be changed twice is changed only in the version that was read.`

/** The API as an OpenAPI 3.1 document, derived from the contract. */
export const openapiDocument = (wanted: Wanted): Schema => {
  const components = new Components()
  components.add('Problem', PROBLEM)
  components.add('GatewayMessage', GATEWAY_MESSAGE)
  const byPath = Map.groupBy(wanted.operations, ({ declaration }) => declaration.on.path)
  const paths = Object.fromEntries(
    [...byPath].map(([path, operations]) => [
      path,
      Object.fromEntries(
        operations.map((operation) => [
          operation.declaration.on.method.toLowerCase(),
          pathItem(operation, wanted, components),
        ]),
      ),
    ]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Workplace Partner Programme',
      version: '1',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/v1' }],
    tags: [...new Set(wanted.operations.map(wanted.areaOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `An access token of the deployment's OpenID Connect issuer with the scope ${REQUIRED_SCOPE}, for somebody with a verified e-mail.`,
        },
      },
      responses: gatewayResponses(components),
      schemas: components.all(),
    },
  }
}
