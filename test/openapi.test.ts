import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import document from '../docs/openapi.json' with { type: 'json' }
import { statusOf } from '../functions/edge/problem-details.ts'
import { httpOperations } from '../shared/contract/contract.ts'
import { problemsOf } from '../shared/declaration/implied-problems.ts'
import { takesBody } from '../shared/declaration/method.ts'
import { pathParameters } from '../shared/declaration/operation.ts'

const Content = z.record(z.string(), z.object({ schema: z.looseObject({}) }))
const Documented = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean() }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ headers: z.looseObject({}).optional(), content: Content.optional() }),
  ),
  'x-rules': z.array(z.string()),
})
const schemas = z.record(z.string(), z.unknown()).parse(document.components.schemas)
const paths = z.record(z.string(), z.record(z.string(), Documented)).parse(document.paths)
const documented = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
)
const namesIn = (operation: z.infer<typeof Documented>, place: string): string[] =>
  operation.parameters.filter((parameter) => parameter.in === place).map(({ name }) => name)

describe('the OpenAPI document', () => {
  it('has every HTTP operation by its name, and no other', () => {
    const ids = documented.map(({ operation }) => operation.operationId)
    expect(ids.sort()).toEqual(httpOperations.map(({ name }) => name).sort())
  })

  it('refers only to what it has, and has only what it refers to', () => {
    const text = JSON.stringify(document)
    const referred = new Set(
      [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)].map(([, part, name]) => `${part}/${name}`),
    )
    const { schemas, responses } = document.components
    const present = [
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
      ...Object.keys(responses).map((name) => `responses/${name}`),
    ]
    expect([...referred].sort()).toEqual(present.sort())
  })

  it.each(httpOperations.map((operation) => [operation.name, operation] as const))(
    '%s reads as it is declared',
    (name, operation) => {
      const { declaration } = operation
      const found = documented.find((one) => one.operation.operationId === name)
      if (!found) throw new Error(`${name} is not documented`)
      const { path, method, operation: written } = found
      expect({ path, method }).toEqual({ path: declaration.on.path, method: declaration.on.method })
      expect(written['x-rules']).toEqual(declaration.rules ?? [])
      expect(written.security).toEqual(
        declaration.allow === 'public' ? [] : [{ accessToken: ['programme/use'] }],
      )

      const inPath = pathParameters(path)
      const others = Object.keys(declaration.input.shape).filter((member) => !inPath.includes(member))
      expect(namesIn(written, 'path')).toEqual(inPath)
      expect(namesIn(written, 'query')).toEqual(takesBody(declaration.on.method) ? [] : others)
      const body = z
        .object({ properties: z.looseObject({}), additionalProperties: z.literal(false) })
        .optional()
        .parse(written.requestBody && schemas[`${name.charAt(0).toUpperCase()}${name.slice(1)}Request`])
      expect(Object.keys(body?.properties ?? {})).toEqual(takesBody(declaration.on.method) ? others : [])
      if (declaration.signed)
        expect(written.requestBody?.content).toEqual({
          'application/json': { schema: { type: 'object', additionalProperties: true } },
        })
      expect(namesIn(written, 'header')).toEqual([
        ...(declaration.signed ? [declaration.signed.header] : []),
        ...(declaration.idempotencyKey ? ['Idempotency-Key'] : []),
        ...(declaration.ifMatch ? ['If-Match'] : []),
      ])

      const { success: usual, found: already, open } = declaration.on
      const success = written.responses[usual]
      const successes = Object.keys(written.responses).filter((status) => status < '300')
      const known = [usual, already, open].filter((status) => status !== undefined)
      expect(successes).toEqual(known.map(String).sort())
      for (const status of successes) expect(written.responses[status]?.content).toEqual(success?.content)
      const versioned =
        declaration.output instanceof z.ZodObject &&
        declaration.output.shape['version'] instanceof z.ZodNumber
      expect('ETag' in (success?.headers ?? {})).toBe(versioned)
      for (const { code, kind } of problemsOf(operation)) {
        const schema = JSON.stringify(
          written.responses[String(statusOf[kind])]?.content?.['application/problem+json']?.schema,
        )
        const pascal = code.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        expect(schema).toContain(`"#/components/schemas/${pascal.join('')}Problem"`)
      }
      expect(Object.keys(written.responses)).toEqual(expect.arrayContaining(['429', '500', '503']))
    },
  )
})
