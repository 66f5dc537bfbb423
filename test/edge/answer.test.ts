import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answered } from '../../functions/edge/answer.ts'
import { defectDetails, problemDetails } from '../../functions/edge/problem-details.ts'
import { http, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import { unavailable } from '../../shared/kernel/problems.ts'

const declaration: HttpDeclaration = {
  summary: 'Read it',
  on: http('GET', '/things.csv'),
  allow: 'public',
  input: z.strictObject({}),
  output: z.unknown(),
}

describe('every answer of a function', () => {
  it.each([
    ['done', () => answered(declaration, '{}')],
    ['done, with a version', () => answered(declaration, '{"version":3}')],
    ['done, as a file', () => answered({ ...declaration, produces: { 'things.csv': 'text/csv' } }, 'a,b')],
    ['refused', () => problemDetails(unavailable({ retryAfterSeconds: 1 }), 'request-1', 'th')],
    ['failed', () => defectDetails('request-1', 'en')],
  ])('forbids sniffing, storing and plain http: %s', async (_what, answer) => {
    expect((await answer()).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
      'cache-control': 'no-store',
    })
  })
})
