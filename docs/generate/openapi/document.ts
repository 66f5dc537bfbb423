import type { HttpDeclaration, HttpOperation } from '../../../shared/declaration/operation.ts'
import { Components, type Schema } from './components.ts'
import { partsOf } from './parameters.ts'
import { DEFECT, GATEWAY_MESSAGE, gatewayResponses, responsesOf, type StatusOf } from './responses.ts'
import { requiredScope } from '../../../shared/declaration/scope.ts'

const callersOf = ({ allow, signed }: HttpDeclaration): string => {
  if (signed) return `the service that signs the body; it may have ${signed.maxBytes} bytes`
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
  const { parameters, body } = partsOf(operation, components)
  return {
    operationId: name,
    summary: declaration.summary,
    description: describe(declaration),
    tags: [areaOf(operation)],
    security: declaration.allow === 'public' ? [] : [{ accessToken: [requiredScope.text] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(operation, statusOf, components),
    'x-rules': declaration.rules ?? [],
  }
}

const INTRODUCTION = `A software reseller programme: partners, their customers, trials and delegated administration.

JSON in UTF-8 in and out; members that are not declared are refused, and so is a header or query parameter that has one value and is given twice.
Answers get further members in time: ignore those that you do not know. Instants are ISO 8601 UTC with milliseconds.
Refusals are problem details (RFC 9457) whose \`type\` is stable; their \`title\` and \`detail\`, and the text of the terms, are in
English, Thai or Brazilian Portuguese, as \`Accept-Language\` asks and \`Content-Language\` tells. The gateway's own answers (\`GatewayMessage\`) are no problem details.
A path that does not exist is answered by the gateway with 404 and a \`GatewayMessage\`.
Lists answer \`items\` and, unless it is the last page, \`nextCursor\`; a cursor is opaque and lasts a day.
\`Idempotency-Key\`: the same key and input give the same answer once; another input is refused.
\`ETag\` / \`If-Match\`: what can be changed twice is changed only in the version that was read.`

/** The API as an OpenAPI 3.1 document, derived from the contract. */
export const openapiDocument = (wanted: Wanted): Schema => {
  const components = new Components()
  components.add('DefectProblem', DEFECT)
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
          description: `An access token of the deployment's OpenID Connect issuer with the scope ${requiredScope.text}, for somebody with a verified e-mail.`,
        },
      },
      responses: gatewayResponses(components),
      schemas: components.all(),
    },
  }
}
