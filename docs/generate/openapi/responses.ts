import * as z from 'zod'
import { problemsOf } from '../../../shared/declaration/implied-problems.ts'
import type { HttpDeclaration, HttpOperation } from '../../../shared/declaration/operation.ts'
import type { ProblemKind, ProblemType } from '../../../shared/kernel/problem.ts'
import { JsonSchema, reference, type Components, type Schema } from './components.ts'
import { requiredScope } from '../../../shared/declaration/scope.ts'

/** The HTTP status of each kind of refusal, which only the edge knows. */
export type StatusOf = Readonly<Record<ProblemKind, number>>

const GATEWAY_ANSWERS = {
  401: 'The access token is missing, expired or foreign',
  403: `The access token lacks the scope ${requiredScope.text}`,
  429: 'Too many requests; wait and send it again',
  500: 'Something broke; the problem names the request id',
  503: 'The service did not answer in time; wait and send it again',
} as const

const problemName = ({ code }: ProblemType): string =>
  `${code.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}Problem`

/** What every refusal is. */
export const PROBLEM: Schema = {
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

/** What the gateway answers by itself. */
export const GATEWAY_MESSAGE: Schema = {
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

/** What an operation answers, by status: done, its problems, and the gateway's own answers. */
export const responsesOf = (operation: HttpOperation, statusOf: StatusOf, components: Components): Schema => {
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

/** The gateway's own answers that some operation refers to. */
export const gatewayResponses = ({ gatewayStatuses }: Components): Schema =>
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
