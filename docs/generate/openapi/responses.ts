import * as z from 'zod'
import { defect } from '../../../functions/edge/problem-details.ts'
import { problemsOf } from '../../../shared/declaration/implied-problems.ts'
import {
  pathParameters,
  type HttpDeclaration,
  type HttpOperation,
} from '../../../shared/declaration/operation.ts'
import type { ProblemKind, ProblemType } from '../../../shared/kernel/problem.ts'
import { JsonSchema, reference, type Components, type Schema } from './components.ts'
import { requiredScope } from '../../../shared/declaration/scope.ts'

/** The HTTP status of each kind of refusal, which only the edge knows. */
export type StatusOf = Readonly<Record<ProblemKind, number>>

/** What the gateway answers by itself; an HTTP API has no templates for these answers. */
const GATEWAY_ANSWERS = {
  400: 'The gateway cannot read the request',
  401: 'The access token is missing, expired or foreign',
  403: `The access token lacks the scope ${requiredScope.text}`,
  404: 'There is no such path',
  413: 'The body is larger than 10 MB',
  429: 'Too many requests; wait and send it again',
  431: 'Request line and headers are larger than 10,240 bytes',
  500: 'Something broke; the problem names the request id',
  503: 'The service did not answer in time; wait and send it again',
} as const

/** Whether the gateway may answer a request for the operation with this status. */
const mayAnswer = (status: string, { allow, on, onlyWithClock }: HttpDeclaration): boolean => {
  if (status === '401' || status === '403') return allow !== 'public'
  // An empty segment is no parameter, and without the clock there is no route.
  if (status === '404') return onlyWithClock === true || pathParameters(on.path).length > 0
  return true
}

const problemName = ({ code }: ProblemType): string =>
  `${code.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}Problem`

const words = {
  title: { type: 'string' },
  detail: { type: 'string', description: 'What can be done about it' },
  instance: { type: 'string', format: 'uri', description: 'urn:request: and the id of the request' },
}

/** A refusal as one object, told apart by its constant members: generators drop compositions with constants. */
const refusalSchema = (
  type: string,
  status: number,
  description: string,
  details: { readonly properties?: unknown; readonly required?: unknown } = {},
): Schema => ({
  type: 'object',
  description,
  properties: {
    type: { type: 'string', const: type },
    status: { type: 'integer', const: status },
    ...words,
    ...JsonSchema.parse(details.properties ?? {}),
  },
  required: ['type', 'status', ...Object.keys(words), ...z.array(z.string()).parse(details.required ?? [])],
})

/** The answer when a function failed; constant, too, as one free `type` keeps TypeScript from telling refusals apart. */
export const DEFECT = refusalSchema('about:blank', 500, `${defect.title}. ${defect.advice}`)

/** What the gateway answers by itself. */
export const GATEWAY_MESSAGE: Schema = {
  type: 'object',
  description:
    'What the gateway answers by itself, before any operation is reached; these are not problem details.',
  properties: { message: { type: 'string', examples: ['Unauthorized'] } },
  required: ['message'],
}

const problemSchema = (type: ProblemType, status: number, components: Components): Schema =>
  refusalSchema(
    `/problems/${type.code}`,
    status,
    `${type.title}. ${type.advice}`,
    components.of(type.details(), 'output'),
  )

/** Whether the answer has a version that is counted, which is its ETag; the version of a text is a name. */
const isVersioned = (output: z.ZodType): boolean =>
  output instanceof z.ZodObject && output.shape['version'] instanceof z.ZodNumber

const header = (description: string, example: string): Schema => ({
  description,
  schema: { type: 'string', examples: [example] },
})

const ETAG = { ETag: header('The version, to be sent as If-Match with a change', '"3"') }
const DIGEST = {
  'Content-Digest': header(
    'The digest of the file (RFC 9530)',
    'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
  ),
}
const LINK = { Link: header('Where the next page is, unless this is the last', '<?cursor=…>; rel="next"') }

const headersOf = ({ output, produces, input }: HttpDeclaration): Schema => ({
  ...(isVersioned(output) ? ETAG : {}),
  ...(produces ? DIGEST : {}),
  ...(produces && 'cursor' in input.shape ? LINK : {}),
})

/** What each status of a request that is not refused means. */
const successesOf = ({ on: { success, found, open } }: HttpDeclaration): [string, string][] => [
  [String(success), success === 201 ? 'Created' : 'Done'],
  ...(found === undefined ? [] : [[String(found), 'Done already'] satisfies [string, string]]),
  ...(open === undefined
    ? []
    : [
        [String(open), 'Its outcome is not known yet: send it again with the same key'] satisfies [
          string,
          string,
        ],
      ]),
]

const successResponse = (
  { name, declaration }: HttpOperation,
  description: string,
  components: Components,
): Schema => {
  const { output, produces } = declaration
  const schema = components.named(name, 'Answer', components.of(output, 'output'))
  const headers = headersOf(declaration)
  const types = new Set(Object.values(produces ?? { json: 'application/json' }))
  return {
    description,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: Object.fromEntries([...types].map((type) => [type, { schema }])),
  }
}

/**
 * Refusals of one status by media type. The gateway's message is among the problems, too, although it is never sent as one:
 * generators that read one media type of a status would fail to read it otherwise.
 */
const refusalContent = (problems: readonly Schema[], fromGateway: boolean): Schema => {
  const message = reference('schemas', 'GatewayMessage')
  const alternatives = fromGateway ? [...problems, message] : problems
  return {
    'application/problem+json': {
      schema: alternatives.length === 1 ? alternatives[0] : { oneOf: alternatives },
    },
    ...(fromGateway ? { 'application/json': { schema: message } } : {}),
  }
}

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } }

/** What an operation answers, by status: done, its problems, and the gateway's own answers. */
export const responsesOf = (operation: HttpOperation, statusOf: StatusOf, components: Components): Schema => {
  const { declaration } = operation
  const byStatus = Map.groupBy(problemsOf(operation), ({ kind }) => String(statusOf[kind]))
  const fromGateway = Object.keys(GATEWAY_ANSWERS).filter((status) => mayAnswer(status, declaration))
  const refusals = [...byStatus].map(([status, problems]): [string, Schema] => {
    for (const type of problems)
      components.add(problemName(type), problemSchema(type, statusOf[type.kind], components))
    const schemas = problems.map((type) => reference('schemas', problemName(type)))
    return [
      status,
      {
        description: problems.map(({ title }) => title).join(' · '),
        ...(problems.some(({ details }) => 'retryAfterSeconds' in details().shape)
          ? { headers: RETRY_AFTER }
          : {}),
        content: refusalContent(schemas, fromGateway.includes(status)),
      },
    ]
  })
  const bare = fromGateway
    .filter((status) => !byStatus.has(status))
    .map((status): [string, Schema] => {
      components.gatewayStatuses.add(status)
      return [status, reference('responses', `Gateway${status}`)]
    })
  return Object.fromEntries([
    ...successesOf(declaration).map(([status, description]) => [
      status,
      successResponse(operation, description, components),
    ]),
    ...[...refusals, ...bare].sort(([one], [other]) => Number(one) - Number(other)),
  ])
}

/** The gateway's own answers that some operation refers to; a function that fails answers with problem details and the same status. */
export const gatewayResponses = ({ gatewayStatuses }: Components): Schema =>
  Object.fromEntries(
    Object.entries(GATEWAY_ANSWERS)
      .filter(([status]) => gatewayStatuses.has(status))
      .map(([status, description]) => [
        `Gateway${status}`,
        {
          description,
          content:
            status === '500'
              ? refusalContent([reference('schemas', 'DefectProblem')], true)
              : { 'application/json': { schema: reference('schemas', 'GatewayMessage') } },
        },
      ]),
  )
