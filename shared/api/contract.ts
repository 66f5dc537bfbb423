import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'

export const getHealth = /* @__PURE__ */ operation('getHealth', () => ({
  summary: 'Whether the API answers',
  on: http('GET', '/health'),
  allow: 'public',
  input: z.strictObject({}),
  output: z.strictObject({ status: z.literal('ok') }),
}))

export const getOpenapi = /* @__PURE__ */ operation('getOpenapi', () => ({
  summary: 'This API as an OpenAPI document',
  on: http('GET', '/openapi.json'),
  allow: 'public',
  input: z.strictObject({}),
  output: z.looseObject({ openapi: z.string() }),
}))
