import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import document from '../docs/openapi.json' with { type: 'json' }
import { statusOf } from '../functions/edge/problem-details.ts'
import { httpOperations } from '../shared/contract/contract.ts'
import { problemsOf } from '../shared/declaration/implied-problems.ts'
import { pathParameters } from '../shared/declaration/operation.ts'

const Members = z.record(z.string(), z.unknown())
const Problem = z.object({
  type: z.literal('object'),
  properties: z.looseObject({
    type: z.strictObject({ type: z.literal('string'), const: z.string() }),
    status: z.strictObject({ type: z.literal('integer'), const: z.int() }),
  }),
  required: z.array(z.string()),
})
const Operation = z.object({
  operationId: z.string(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), Members),
})

const paths = z.record(z.string(), z.record(z.string(), Operation)).parse(document.paths)
const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
const schemas = Members.parse(document.components.schemas)
const components: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  schemas,
  responses: Members.parse(document.components.responses),
}

const referred = (path: string): unknown => {
  const [part = '', name = ''] = path.replace('#/components/', '').split('/')
  return components[part]?.[name]
}

/** A part of the document and all that it holds or refers to, each once. */
const within = (root: unknown, seen = new Set<unknown>()): Set<unknown> => {
  if (typeof root !== 'object' || root === null || seen.has(root)) return seen
  seen.add(root)
  for (const [member, inner] of Object.entries(root))
    within(member === '$ref' && typeof inner === 'string' ? referred(inner) : inner, seen)
  return seen
}

const Nodes = z.array(Members)
const objectsIn = (root: unknown) =>
  Nodes.parse([...within(root)].filter((node) => !Array.isArray(node))).filter(
    ({ type }) => type === 'object',
  )

describe('the document for generated clients', () => {
  it('composes nothing with allOf, which generators drop where it holds a constant', () => {
    expect(JSON.stringify(document)).not.toContain('"allOf"')
  })

  it('has every refusal as one object with constant type and status, and the members of its details', () => {
    const types = [...new Set(httpOperations.flatMap(problemsOf))]
    expect(types.length).toBeGreaterThan(40)
    for (const { code, kind, details } of types) {
      const { properties, required } = Problem.parse(
        Object.values(schemas).find((schema) => JSON.stringify(schema).includes(`"/problems/${code}"`)),
      )
      expect({ type: properties.type.const, status: properties.status.const }).toEqual({
        type: `/problems/${code}`,
        status: statusOf[kind],
      })
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(details().shape)))
      expect(required).toEqual(expect.arrayContaining(['type', 'title', 'status', 'detail', 'instance']))
    }
  })

  it('leaves every answer open, success and refusal, so that a member that is added later breaks no client', () => {
    const objects = objectsIn(operations.map(({ responses }) => responses))
    expect(objects.length).toBeGreaterThan(80)
    expect(objects.filter((node) => node['additionalProperties'] === false)).toEqual([])
  })

  it('closes every request that nobody signs, as the server refuses members that it does not know', () => {
    const signed = httpOperations.flatMap(({ name, declaration }) => (declaration.signed ? [name] : []))
    const ours = operations.filter(({ operationId }) => !signed.includes(operationId))
    const objects = objectsIn(ours.map(({ requestBody }) => requestBody))
    expect(objects.length).toBeGreaterThan(10)
    expect(objects.filter((node) => node['additionalProperties'] !== false)).toEqual([])
  })

  it.each(httpOperations.map((operation) => [operation.name, operation] as const))(
    '%s documents what the gateway itself answers, as it is sent',
    (name, { declaration }) => {
      const { responses } = Operation.parse(operations.find(({ operationId }) => operationId === name))
      const { allow, on, onlyWithClock } = declaration
      const wanted = [
        ...['400', '413', '429', '431', '500', '503'],
        ...(allow === 'public' ? [] : ['401', '403']),
        ...(pathParameters(on.path).length > 0 || onlyWithClock ? ['404'] : []),
      ]
      for (const status of wanted) {
        const response = Members.parse(responses[status])
        const { content } = Members.parse('$ref' in response ? referred(String(response['$ref'])) : response)
        expect(Members.parse(content)['application/json'], status).toEqual({
          schema: { $ref: '#/components/schemas/GatewayMessage' },
        })
      }
    },
  )
})
